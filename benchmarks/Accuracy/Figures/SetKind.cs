namespace MlNetShallow.Benchmarks.Accuracy.Figures;

/// <summary>What a set is; floors and ranks are about some of them.</summary>
internal enum SetKind
{
    /// <summary>A real table.</summary>
    Table,

    /// <summary>A table made in code.</summary>
    Drawn,

    Picture,

    Text,

    /// <summary>Many rows, for what they cost.</summary>
    Large,
}
