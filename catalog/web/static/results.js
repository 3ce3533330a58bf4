// What the answer does better with JavaScript: the list is sorted and narrowed where it stands, if all of it is here.
import { onShown } from "./in_place.js";

const rooms = [1, 9, Infinity];
const by = {
  fit: () => 0,
  price: (a, b) => a.dataset.price - b.dataset.price,
  certainty: (a, b) => a.dataset.sure - b.dataset.sure,
  brand: (a, b) => a.dataset.brand.localeCompare(b.dataset.brand, document.documentElement.lang, { sensitivity: "base" }),
};

function picked(picks, cards) {
  const of = (name) => picks.querySelector(`[name=${name}]`);
  const brand = of("only_brand")?.value;
  return cards.filter(({ dataset }) => (!brand || dataset.brand === brand)
    && (!of("only_sure").checked || Number(dataset.sure) < 1000) && (!of("only_stock")?.checked || dataset.stock === "1"))
    .sort(by[of("sort").value]);
}

function arrange(some, all, lists) {
  let from = 0;
  lists.forEach((list, place) => {
    const part = some.slice(from, from + rooms[place]);
    from += part.length;
    list.replaceChildren(...part);
  });
  const more = document.querySelector(".rest-of");
  if (more) {
    const { length } = lists[2].children;
    more.hidden = !length;
    more.querySelector("summary").textContent = more.dataset.more.replace("#", length);
  }
  const status = document.getElementById("listed");
  const { none, some: listed } = status.dataset;
  status.textContent = !some.length ? none : some.length < all ? listed.replace("#", some.length) : "";
}

// Where more matches are on other pages, the service sorts: then the button stays, so that choosing by keyboard leaves nothing.
function sorting() {
  const picks = document.querySelector(".sorting");
  if (!picks || !("whole" in picks.dataset)) return;
  const lists = [...document.querySelectorAll("#results .cards")];
  const cards = lists.flatMap((list) => [...list.children]);
  picks.querySelector(".apply").hidden = true;
  picks.addEventListener("change", () => arrange(picked(picks, cards), cards.length, lists));
}

// The drawing of its kind stands until a picture has come, and where none comes.
function pictures() {
  for (const image of document.querySelectorAll(".pic img")) {
    image.addEventListener("load", () => image.classList.add("loaded"));
    image.addEventListener("error", () => image.remove());
    if (image.complete) image.src = image.src;
  }
}

onShown(() => {
  sorting();
  pictures();
});
