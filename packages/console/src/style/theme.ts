import { Button, createTheme, type MantineThemeOverride, Textarea, TextInput, Tooltip } from "@mantine/core";

const teal = [
  "#e6f2f1",
  "#cfe4e3",
  "#a3cccb",
  "#74b2b1",
  "#4a9a9a",
  "#2c8587",
  "#17777a",
  "#0b5f63",
  "#084b4e",
  "#05383a",
] as const;

/** Mantine in this house's tokens: radius 4, one accent, sizes of the scale. Colours proper come from `tokens.css`. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: "teal",
  primaryShade: { light: 7, dark: 6 },
  colors: { teal },
  defaultRadius: 4,
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  focusRing: "auto",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: Button.extend({ defaultProps: { fw: 600 } }),
    TextInput: TextInput.extend({ defaultProps: { size: "sm" } }),
    Textarea: Textarea.extend({ defaultProps: { size: "sm" } }),
    Tooltip: Tooltip.extend({
      defaultProps: { withArrow: false, events: { hover: true, focus: true, touch: true }, color: "var(--ink)" },
      styles: { tooltip: { color: "var(--surface)", fontSize: 12 } },
    }),
  },
});
