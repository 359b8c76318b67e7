namespace MlNetShallow.Data.Tables;

/// <summary>What is done with values that a table lacks.</summary>
internal enum MissingValues
{
    /// <summary>In place of a number stands the column's mean; a feature marks what was missing in training.</summary>
    Impute,

    /// <summary>Rows that lack a number are left out, and have no prediction.</summary>
    Skip,
}
