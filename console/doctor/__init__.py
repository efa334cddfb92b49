"""Why a host cannot be reached or used: a walk of steps that stops at the first trouble. No Qt."""
