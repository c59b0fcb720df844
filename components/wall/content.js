// What the server has put into the screen's document, and the places in it.
export const content = JSON.parse(document.getElementById("told").textContent);

export const find = (id) => document.getElementById(id);
