// Files can be dropped on the field; their names are listed before they are sent. Without this script the field is plain.
"use strict";

(() => {
  const form = document.getElementById("upload");
  if (!form) return;
  const area = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const listed = form.querySelector(".picked");
  const button = form.querySelector("button.main");

  const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const list = () => {
    const rows = [...input.files].map((file) => {
      const row = document.createElement("span");
      row.textContent = `${file.name}  ${size(file.size)}`;
      return row;
    });
    listed.replaceChildren(...rows);
  };

  // Dropped files are added to those chosen before.
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("over");
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    list();
  });
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); });
  }
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  input.addEventListener("change", list);
  form.addEventListener("submit", () => { button.disabled = true; });
  addEventListener("pageshow", () => { button.disabled = false; });
})();
