import flowKubernetes from "../../assets/templates/flow-kubernetes.json" with { type: "json" }
import storyMapPlatform from "../../assets/templates/story-map-platform.json" with { type: "json" }
import unmOnlineShop from "../../assets/templates/unm-online-shop.json" with { type: "json" }
import type { Json } from "./templateBoard.ts"

/** The templates that come with Cairn, in the order in which they are offered. A new one adds its line here. */
export const templateList: readonly (Json & { readonly id: string; readonly kind: string })[] = [
  unmOnlineShop,
  storyMapPlatform,
  flowKubernetes,
]
