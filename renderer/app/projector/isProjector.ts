/** True when this page is what the room sees on the large screen: it only shows, whoever's pass it has. */
export const isProjector =
  new URLSearchParams(window.location.search).has("projector") || window.location.hash.endsWith("&projector")
