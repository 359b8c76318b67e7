namespace MlNetShallow.Benchmarks.Accuracy.Summary;

/// <summary>What is asked of our trainers, and what they reach.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="IsHeld">Whether it is held; null if it is not measured.</param>
/// <param name="Value">What they reach, or why it is not measured.</param>
/// <param name="Wanted">What is wanted.</param>
internal sealed record Floor(string Name, bool? IsHeld, string Value, string Wanted)
{
    public override string ToString() => IsHeld is null
        ? $"not measured  {Name}: {Value}; wanted {Wanted}"
        : $"{(IsHeld.Value ? "held" : "MISSED")}  {Name}: {Value}; wanted {Wanted}";
}
