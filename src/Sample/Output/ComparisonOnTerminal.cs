using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Comparisons.Tables;
using Spectre.Console;

namespace MlNetShallow.Sample.Output;

/// <summary>A comparison on a terminal, or as plain lines.</summary>
internal static class ComparisonOnTerminal
{
    private const string Gap = "  ";

    // What a column of a table takes beside its text: a line and two spaces.
    private const int Frame = 3;

    // The sign that turns, and a space.
    private const int Indent = 2;

    /// <summary>Runs a comparison, which reports to what it is given.</summary>
    public static TResult Show<TResult>(Screen screen, Func<IProgress<ComparisonProgress>, TResult> run)
    {
        if (screen.Terminal is not { Profile.Capabilities: { Ansi: true, Interactive: true } } terminal)
            return run(new Reporter(Write));
        // A line that is full to the last column makes some terminals begin another.
        return terminal.Status().Start("…", status => run(new Reporter(step
            => status.Status = Markup.Escape(TextFlow.Cut(step.Message, terminal.Profile.Width - Indent - 1)))));

        void Write(ComparisonProgress step)
        {
            if (step.IsFitDone)
                screen.Output.WriteLine(step.Message);
        }
    }

    public static void Write(Screen screen, ComparisonTable table)
    {
        int[] widths = [.. Enumerable.Range(0, table.Headings.Length).Select(
            i => table.Rows.Append(table.Headings).Max(row => row[i].Length))];
        int? available = screen.Terminal?.Profile.Width;
        if (available < widths.Sum(width => width + Frame) + 1)
            WriteBlocks(screen.Output, table, available.Value - 1);
        else if (screen.Terminal is { } terminal)
            terminal.Write(Framed(table));
        else
            WriteLines(screen.Output, table, widths);
        foreach (string note in table.Notes)
            screen.Output.WriteLine(note);
    }

    private static Table Framed(ComparisonTable table)
    {
        var framed = new Table();
        foreach ((int i, string heading) in table.Headings.Index())
        {
            var column = new TableColumn(Markup.Escape(heading)) { NoWrap = true };
            framed.AddColumn(i == 0 ? column : column.RightAligned());
        }

        foreach (string[] row in table.Rows)
            framed.AddRow(Array.ConvertAll(row, Markup.Escape));
        return framed;
    }

    private static void WriteLines(TextWriter output, ComparisonTable table, int[] widths)
    {
        foreach (string[] row in table.Rows.Prepend(table.Headings))
        {
            var cells = row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            output.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }

    /// <summary>The trainers one below the other, for a terminal that is too narrow for a table.</summary>
    private static void WriteBlocks(TextWriter output, ComparisonTable table, int width)
    {
        foreach (string[] row in table.Rows)
        {
            output.WriteLine(TextFlow.Cut(row[0], width));
            var items = table.Headings.Zip(row, (heading, cell) => $"{heading} {cell}").Skip(1);
            foreach (string line in TextFlow.Lines(items, width - Gap.Length))
                output.WriteLine(Gap + line);
        }
    }

    // Progress<T> would tell of a step at another time, on another thread.
    private sealed class Reporter(Action<ComparisonProgress> report) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => report(value);
    }
}
