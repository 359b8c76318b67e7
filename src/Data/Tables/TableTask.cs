namespace MlNetShallow.Data.Tables;

/// <summary>What is learnt from a table.</summary>
internal enum TableTask
{
    /// <summary>Two classes, of which one is 1.</summary>
    Binary,

    /// <summary>Classes by their names.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,

    /// <summary>Several numbers at once.</summary>
    MultiTarget,

    /// <summary>Several flags at once, each 0 or 1.</summary>
    MultiLabel,
}
