/* Loaded after the first paint: a hundred slices of which the browser takes the few that a page needs. */
import "@fontsource-variable/noto-sans-sc/wght.css";
