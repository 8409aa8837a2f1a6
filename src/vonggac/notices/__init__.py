"""What waits for a person: short notices in the product, merged while the same thing goes on. No footage in them."""
