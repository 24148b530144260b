"""typesetting"""
