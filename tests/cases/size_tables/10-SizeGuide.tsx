"use client";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

const rows = [{ size: "S", calf: "30-34" }, { size: "M", calf: "34-38" }];

export function SizeGuide() {
  return (
    <div className="prose">
      <h2>Men's knee sock</h2>
      <table>
        <thead><tr><th>Size</th><th>Calf (cm)</th><th>Shoe size EU</th><th>Shoe size UK</th></tr></thead>
        <tbody>
          <tr><td>M</td><td>{"34 – 38"}</td><td>40{"–"}42</td><td>6½ &ndash; 8</td></tr>
          <tr><td>L</td><td>38 – 42</td><td>43–45</td><td>9 &ndash; 10½</td></tr>
          <tr><td>XL</td><td>&gt;42</td><td>46–48</td><td>11 &ndash; 12½</td></tr>
        </tbody>
      </table>
      <h2>Women's knee sock</h2>
      <table>
        <thead><tr><th>Size</th><th>Calf (cm)</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.size}><td>{row.size}</td><td>{row.calf}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
