// What a shop's own page does: it takes the size over, and shows here what it was told.
const size = document.getElementById("size");
const told = document.getElementById("told");

document.addEventListener("legfit:size", (event) => {
  const wanted = [...size.options].find((option) => option.value === event.detail.size);
  size.value = wanted ? wanted.value : "";
  if (wanted) event.preventDefault();
});

for (const name of ["legfit:open", "legfit:answer", "legfit:size"]) {
  document.addEventListener(name, ({ detail }) => {
    const line = document.createElement("li");
    const code = document.createElement("code");
    code.append(`${name} ${JSON.stringify(detail)}`);
    line.append(code);
    told.append(line);
  });
}
