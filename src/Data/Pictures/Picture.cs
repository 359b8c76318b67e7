namespace MlNetShallow.Data.Pictures;

/// <summary>A row of data as the pipelines read it.</summary>
internal sealed class Picture
{
    public string ImagePath { get; set; } = "";

    /// <summary>Whether it is of class 1, for a model of two classes.</summary>
    public bool Label { get; set; }

    /// <summary>The name of its class, for a model of several classes.</summary>
    public string Class { get; set; } = "";
}
