"""Nhật ký hệ thống: what the system wrote of everybody's deeds, for who may read it."""
