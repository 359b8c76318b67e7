using System.Text;

namespace MlNetShallow.Sample.Output;

/// <summary>Writes to a terminal what is said of a text, <see cref="VisibleText"/>.</summary>
internal sealed class VisibleWriter(TextWriter terminal) : TextWriter
{
    public override Encoding Encoding => terminal.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value) => terminal.Write(VisibleText.Of(value ?? ""));

    public override void WriteLine() => terminal.WriteLine();

    public override void WriteLine(string? value) => terminal.WriteLine(VisibleText.Of(value ?? ""));

    public override void Flush() => terminal.Flush();
}
