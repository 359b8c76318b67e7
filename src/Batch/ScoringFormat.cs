namespace MlNetShallow.Batch;

/// <summary>How the rows of an output are written.</summary>
public enum ScoringFormat
{
    /// <summary>Tab-separated, with a header; \t, \n, \r and \\ stand for what would break a line.</summary>
    Tsv,

    /// <summary>Comma-separated, with a header, as RFC 4180 has it, but with bare line feeds.</summary>
    Csv,

    /// <summary>JSON Lines: an object a line, the columns its members.</summary>
    Jsonl,

    /// <summary>Parquet, a row group for each part of the output: texts, numbers (float) where there is a prediction, the error a
    /// text where there is one.</summary>
    Parquet,
}
