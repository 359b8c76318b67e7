using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Tests.Output;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain é 中\n\t", "plain é 中\n\t")]
    [InlineData("\u001b[2J\u001b]0;title\u0007", "\\u001b[2J\\u001b]0;title\\u0007")]
    [InlineData("a\rb\0\u007f\u009b", "a\\u000db\\u0000\\u007f\\u009b")]
    [InlineData("cat\u202egnp.exe\u2066", "cat\\u202egnp.exe\\u2066")]
    public void NothingMovesTheTerminal(string text, string visible)
    {
        Assert.Equal(visible, VisibleText.Of(text));

        using var terminal = new StringWriter { NewLine = "\r\n" };
        using var writer = new VisibleWriter(terminal);
        writer.WriteLine(text);
        writer.Write(text);
        writer.Write(text.ToCharArray());
        writer.WriteLine();
        Assert.Equal($"{visible}\r\n{visible}{visible}\r\n", terminal.ToString());
    }
}
