"""The actions of the window: their names, keys, icons, menus, and when they are possible."""
