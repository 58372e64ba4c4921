// Adds a button “加一行” to each table of inputs. Without this script the blank rows that are there do.
document.querySelectorAll("fieldset.entry-rows").forEach((place) => {
  const field = (name) => place.querySelector(`[name="${place.dataset.prefix}-${name}"]`);
  const total = field("TOTAL_FORMS");
  const most = Number(field("MAX_NUM_FORMS").value);
  const body = place.querySelector("tbody");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "加一行";
  const judge = () => { button.disabled = Number(total.value) >= most; };
  button.addEventListener("click", () => {
    const row = place.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelectorAll("[name]").forEach((each) => {
      ["name", "id"].forEach((key) => {
        each.setAttribute(key, each.getAttribute(key).replace("__prefix__", total.value));
      });
    });
    body.append(row);
    total.value = Number(total.value) + 1;
    row.querySelector("input, select").focus();
    judge();
  });
  judge();
  place.append(button);
});
