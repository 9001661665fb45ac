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
            code,td,.class th,input{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
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
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.25rem;margin:0;color:var(--dim)}
            dt,.hint a{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;
            font-size:.9rem}
            dd{margin:0}
            .count{margin:0 0 .6rem;font-weight:600}
            .problem{color:var(--warn);font-weight:600}
            .wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.6rem;
            margin-bottom:2.5rem}
            table{width:100%;border-collapse:collapse;font-size:.85rem}
            th,td{padding:.35rem .9rem;text-align:left;vertical-align:top}
            thead th{padding-top:.6rem;font-size:.78rem;font-weight:600;color:var(--dim);white-space:nowrap}
            .class th{padding-top:.9rem;border-top:1px solid var(--line);font-size:.95rem;overflow-wrap:anywhere}
            .class span{font-weight:400;color:var(--dim)}
            tr:last-child td{padding-bottom:.9rem}
            td:first-child{overflow-wrap:anywhere;min-width:14rem;width:55%}
            td:nth-child(2),.n{white-space:nowrap}
            .more{overflow-wrap:anywhere;min-width:8rem}
            th.n,td.n{text-align:right}
            nav a{margin-right:.75rem;font-size:.9rem}
            h2{margin:0;font-size:1.15rem;overflow-wrap:anywhere}
            h3{margin:1.75rem 0 .5rem;font-size:1rem}
            h2+.path{margin:.1rem 0 1rem;overflow-wrap:anywhere}
            dd{overflow-wrap:anywhere}
            h2~dl dd{color:var(--fg)}
            .chart td:first-of-type{width:75%}
            .chart tr:last-child td{padding-bottom:.35rem}
            .bar{height:1.1rem;background:var(--accent);border-radius:.2rem}
            summary{cursor:pointer;overflow-wrap:anywhere}
            summary span{color:var(--dim);font-size:.85rem}
            details ul{margin:.25rem 0 .75rem;padding-left:1.5rem;columns:18rem;font-size:.85rem}
            details li{overflow-wrap:anywhere}
            .path,i{color:var(--dim)}
            .path{font-size:.75rem}
            @media (max-width:48rem){header,main{padding-left:1rem;padding-right:1rem}.more{display:none}
            th,td{padding-left:.45rem;padding-right:.45rem}td:first-child{min-width:6rem}
            td:nth-child(2):not(.n){white-space:normal;overflow-wrap:anywhere;min-width:5rem}
            dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
            """;

    private SearchStyle() {
    }

}
