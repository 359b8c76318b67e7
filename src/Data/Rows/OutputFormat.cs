namespace MlNetShallow.Data.Rows;

/// <summary>How rows are written.</summary>
internal enum OutputFormat
{
    /// <summary>Tab-separated, with \t, \n, \r and \\ for what would break a line.</summary>
    Tsv,

    /// <summary>Comma-separated as RFC 4180 has it, but with bare line feeds.</summary>
    Csv,

    /// <summary>JSON Lines: an object a line.</summary>
    Jsonl,

    /// <summary>Parquet. It is no format of rows, but of a whole file; its rows stand tab-separated until there is one.</summary>
    Parquet,
}
