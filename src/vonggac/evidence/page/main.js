// The page: choose the package, type the fingerprints from the school's sheet, read the answer.
import { CannotJudge } from "./bytes.js";
import { verifyPackage } from "./checks.js";
import { open } from "./sources.js";

const $ = (id) => document.getElementById(id);
const ANSWERS = {
  0: ["good", "ĐÃ XÁC MINH", "Mọi tệp đúng như hệ thống đã ghi vào sổ cái, và sổ cái đúng là của nơi thầy/cô đã nêu.", "VERIFIED"],
  1: ["bad", "KHÔNG ĐÚNG", "Gói đã bị thay đổi hoặc không đầy đủ. Tệp nêu dưới đây không khớp.", "FAIL"],
  3: ["unsure", "KHÔNG KẾT LUẬN ĐƯỢC", "Trình duyệt này không kiểm tra được gói.", "CANNOT JUDGE"],
  4: ["unsure", "KHÔNG RÕ NGƯỜI KÝ", "Các tệp khớp với nhau, nhưng chưa biết ai đã lập gói: nhập dấu vân tay từ bản nhà trường công bố, không lấy trong gói.", "UNKNOWN SIGNER"],
};

function show(answer, lines, last) {
  const [tone, words, meaning, code] = ANSWERS[answer];
  document.body.dataset.answer = String(answer);
  $("answer").hidden = false;
  $("answer").className = tone;
  $("verdict").textContent = `${words} · ${code}`;
  $("meaning").textContent = meaning;
  $("last").textContent = last;
  $("lines").replaceChildren(...lines.map((each) => Object.assign(document.createElement("li"), { textContent: each })));
}

async function check() {
  const files = $("zip").files.length ? $("zip").files : $("folder").files;
  if (!files.length) { $("doing").textContent = "Hãy chọn tệp .zip hoặc thư mục của gói."; return; }
  $("go").disabled = true;
  delete document.body.dataset.answer;
  let told = 0;
  const tell = (line) => { const now = performance.now(); if (now - told > 100) { told = now; $("doing").textContent = line; } };
  try {
    if (!globalThis.crypto?.subtle) throw new CannotJudge("this browser gives a page from a file no cryptography");
    const known = { ca: $("ca").value, log: $("log").value };
    const report = await verifyPackage(await open(files), known, tell);
    show(report.answer, report.lines, report.last);
  } catch (fault) {
    show(3, [], `CANNOT JUDGE: ${fault.message}`);
  } finally {
    $("doing").textContent = "";
    $("go").disabled = false;
  }
}

$("go").addEventListener("click", check);
$("zip").addEventListener("change", () => { $("folder").value = ""; });
$("folder").addEventListener("change", () => { $("zip").value = ""; });
