"""What `threads` costs, side by side with other tools: `python -m benchmarks` measures all of it."""
