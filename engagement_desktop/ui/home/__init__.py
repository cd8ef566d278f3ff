"""The page shown when no pupil is chosen: what needs me today."""
