"""Cases that residents have brought: where they stand, who has them, how one of them went."""
