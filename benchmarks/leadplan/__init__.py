"""leadplan-bench/1 solved by the product: its sheet, engines and placement, and its rules where they say the same."""
