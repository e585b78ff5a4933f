"""What `script/bench` runs: each thing beside a peer or a floor, in the same run."""
