"""What residents talk about: topics by heat, where they come from, who answers, one topic by itself."""
