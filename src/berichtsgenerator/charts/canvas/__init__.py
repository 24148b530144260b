"""What every chart is drawn with: sheet, style, scales, keys, rows, bars; the renderer that matplotlib draws on."""
