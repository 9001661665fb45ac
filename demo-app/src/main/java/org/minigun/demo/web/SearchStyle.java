package org.minigun.demo.web;

/**
 * How the page looks, by day and by night.
 */
final class SearchStyle {

    static final String CSS = """
            :root{color-scheme:light dark;--bg:#fbfbf9;--fg:#1d2430;--dim:#667085;--line:#e3e5e8;--card:#fff;
            --accent:#0b6e4f;--on-accent:#fff;--warn:#9a3412}
            @media (prefers-color-scheme:dark){:root{--bg:#12161c;--fg:#e6e9ee;--dim:#98a2b3;--line:#2a313c;
            --card:#1a2029;--accent:#4cc79a;--on-accent:#06251a;--warn:#fdba74}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",
            Roboto,"Helvetica Neue",sans-serif}
            header,main{max-width:80rem;margin:0 auto;padding:0 1.5rem}
            header{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1rem;padding-top:1.5rem}
            header p{margin:0;color:var(--dim);font-size:.9rem}
            h1{margin:0;font-size:1.25rem;letter-spacing:-.01em}
            h1 a{color:inherit;text-decoration:none}
            code,td,input{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
            code{font-size:.9em}
            form{margin:1.75rem 0 1.25rem}
            label{display:block;margin-bottom:.4rem;font-weight:600}
            form div{display:flex;gap:.5rem;max-width:44rem}
            input{flex:1;min-width:0;padding:.65rem .85rem;font-size:1rem;color:inherit;background:var(--card);
            border:1px solid var(--line);border-radius:.5rem}
            input:focus{outline:2px solid var(--accent);outline-offset:1px;border-color:transparent}
            button{padding:.65rem 1.2rem;font:inherit;font-weight:600;color:var(--on-accent);
            background:var(--accent);border:0;border-radius:.5rem;cursor:pointer}
            a{color:var(--accent)}
            .hint{color:var(--dim)}
            .hint a{margin-left:.35rem;white-space:nowrap;font-family:ui-monospace,Menlo,Consolas,monospace;
            font-size:.9em}
            .count{margin:0 0 .6rem;font-weight:600}
            .problem{color:var(--warn);font-weight:600}
            .wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.6rem;
            margin-bottom:2.5rem}
            table{width:100%;border-collapse:collapse;font-size:.85rem}
            th,td{padding:.5rem .8rem;text-align:left;vertical-align:top}
            th{font-size:.78rem;font-weight:600;color:var(--dim);border-bottom:1px solid var(--line);
            white-space:nowrap}
            td{overflow-wrap:anywhere}
            td:nth-child(1){min-width:16rem}
            td:nth-child(2){min-width:20rem}
            td:nth-child(n+3){white-space:nowrap}
            tr.first+tr td,tr+tr td{border-top:1px solid transparent}
            tr.first:not(:first-child) td{border-top:1px solid var(--line)}
            .n{text-align:right}
            .package,.path,i{color:var(--dim)}
            .path{font-size:.75rem}
            @media (max-width:40rem){header,main{padding-left:1rem;padding-right:1rem}}
            """;

    private SearchStyle() {
    }

}
