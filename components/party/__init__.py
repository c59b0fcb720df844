"""Party members: boards, branches, departments, visits."""
