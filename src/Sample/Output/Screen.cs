using Spectre.Console;

namespace MlNetShallow.Sample.Output;

/// <summary>Where a command writes.</summary>
/// <param name="Output">Results, as plain lines.</param>
/// <param name="Error">Errors and warnings, one to a line.</param>
/// <param name="Terminal">For progress and tables where somebody is looking; null where the output is a file or a pipe.</param>
public sealed record Screen(TextWriter Output, TextWriter Error, IAnsiConsole? Terminal);
