// Streamlit's sizes are in rem: the root's size is everybody's.

export default function () {
  document.documentElement.style.fontSize = "21px";
}
