"""What visitors read of the floor: the plan, the exhibitors."""
