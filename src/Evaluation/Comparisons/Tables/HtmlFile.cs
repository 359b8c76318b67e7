using System.Xml;

namespace MlNetShallow.Evaluation.Comparisons.Tables;

/// <summary>A table as one HTML page that needs nothing else. It is well-formed XML, too.</summary>
internal static class HtmlFile
{
    private const string Style = """
        :root { color-scheme: light dark; --page: #faf9f7; --ink: #1e2328; --muted: #59636e; --line: #e2dfd9; --card: #fff; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #15181b; --ink: #e7e5e0; --muted: #a0a9b2; --line: #31373d; --card: #1d2125; }
        }
        body {
          margin: 0 auto; padding: clamp(1rem, 4vw, 3rem); max-width: 76rem; background: var(--page); color: var(--ink);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
          font-variant-numeric: tabular-nums;
        }
        h1 { font-size: clamp(1.6rem, 5vw, 2.3rem); line-height: 1.2; font-weight: 650; }
        .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { padding: .5rem .9rem; text-align: right; white-space: nowrap; border-top: 1px solid var(--line); }
        thead th { border: 0; color: var(--muted); font-weight: 400; font-size: .9rem; }
        th:first-child { text-align: left; font-weight: 600; }
        ul { margin: 1.5rem 0 0; padding-left: 1.1rem; color: var(--muted); font-size: .95rem; overflow-wrap: anywhere; }
        """;

    public static void Write(Stream stream, ComparisonTable table)
    {
        using StreamWriter text = ComparisonFile.Text(stream);
        text.WriteLine("<!DOCTYPE html>");
        using var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true });
        writer.WriteStartElement("html");
        writer.WriteAttributeString("lang", "en");
        WriteHead(writer, table.Title);
        writer.WriteStartElement("body");
        writer.WriteStartElement("main");
        writer.WriteElementString("h1", table.Title);
        WriteTable(writer, table);
        writer.WriteStartElement("ul");
        foreach (string note in table.Notes)
            writer.WriteElementString("li", note);
        // Ends what is open, too: the list, the main part, the body, the page.
        writer.WriteEndDocument();
    }

    private static void WriteHead(XmlWriter writer, string title)
    {
        writer.WriteStartElement("head");
        WriteMeta(writer, ("charset", "utf-8"));
        WriteMeta(writer, ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        writer.WriteElementString("title", title);
        writer.WriteElementString("style", Style);
        writer.WriteEndElement();
    }

    private static void WriteMeta(XmlWriter writer, params (string Name, string Value)[] attributes)
    {
        writer.WriteStartElement("meta");
        foreach ((string name, string value) in attributes)
            writer.WriteAttributeString(name, value);
        writer.WriteEndElement();
    }

    private static void WriteTable(XmlWriter writer, ComparisonTable table)
    {
        writer.WriteStartElement("div");
        writer.WriteAttributeString("class", "scroll");
        // What scrolls must be in reach of the keyboard.
        writer.WriteAttributeString("tabindex", "0");
        writer.WriteAttributeString("role", "region");
        writer.WriteAttributeString("aria-label", table.Title);
        writer.WriteStartElement("table");
        writer.WriteStartElement("thead");
        WriteRow(writer, table.Headings, isHead: true);
        writer.WriteEndElement();
        writer.WriteStartElement("tbody");
        foreach (string[] row in table.Rows)
            WriteRow(writer, row, isHead: false);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteRow(XmlWriter writer, string[] cells, bool isHead)
    {
        writer.WriteStartElement("tr");
        foreach ((int i, string cell) in cells.Index())
        {
            writer.WriteStartElement(isHead || i == 0 ? "th" : "td");
            if (isHead || i == 0)
                writer.WriteAttributeString("scope", isHead ? "col" : "row");
            writer.WriteString(cell);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
