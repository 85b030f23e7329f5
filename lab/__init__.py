"""What the pages share: the frame, controls, figures and words."""
