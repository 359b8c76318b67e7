namespace MlNetShallow.Evaluation;

/// <summary>What a <see cref="Report"/> says beside the figures, and from where.</summary>
public sealed class ReportOptions : ScoredDataOptions
{
    /// <summary>The heading. Null for the name of the model's file, or "Model".</summary>
    public string? Title { get; set; }

    /// <summary>A column whose values name the rows where single ones are shown. Null for the paths of pictures, else "row 1" and
    /// so on.</summary>
    public string? NameColumnName { get; set; }

    /// <summary>A text column with the paths of pictures, which are shown with the mistakes. Null for the one that a model with
    /// <c>FlattenImages</c> reads, if the report gets such a model.</summary>
    public string? ImagePathColumnName { get; set; }

    /// <summary>Where the data come from: the page says "Measured on 100 rows of" this. Null to say nothing.</summary>
    public string? DataDescription { get; set; }

    /// <summary>Whether the model has learnt from the data; the page then says that its figures are too good. Default
    /// false.</summary>
    public bool IsTrainingSet { get; set; }

    /// <summary>The file that the model is saved in; the page then has its name and SHA-256. Null for none.</summary>
    public string? ModelPath { get; set; }

    /// <summary>Whether features are ranked by permutation, where the report gets a model that allows it: the model then scores
    /// up to some 2000 of the rows five times for each feature. Default true.</summary>
    public bool RankFeatures { get; set; } = true;

    /// <summary>More names and values for the tables at the page's end.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Facts { get; set; } = [];

    /// <summary>What the label is called, if not by its column.</summary>
    internal string? LabelName { get; set; }

    /// <summary>What the data are to the model.</summary>
    internal string SetName { get; set; } = "data";

    /// <summary>What is known of other sets.</summary>
    internal IReadOnlyCollection<(string Set, ModelMetrics Metrics)> OtherSets { get; set; } = [];

    internal ReportOptions Copy() => (ReportOptions)MemberwiseClone();
}
