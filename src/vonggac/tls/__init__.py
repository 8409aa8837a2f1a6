"""HTTPS in a school's network without anybody's help: a name, an authority of the school's own, its certificate."""
