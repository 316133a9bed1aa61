/* Sets light or dark before the first paint; a file of its own so that no inline script is needed. */
(function () {
  var wanted = null;
  try {
    wanted = localStorage.getItem("stanch.scheme");
  } catch {
    wanted = null;
  }
  var dark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
