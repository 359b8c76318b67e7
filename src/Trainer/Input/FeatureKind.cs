namespace MlNetShallow.Input;

/// <summary>The forms of features, on which defaults depend.</summary>
internal enum FeatureKind
{
    /// <summary>Bytes, whose 0 to 255 stand for 0 to 1.</summary>
    Bytes,

    /// <summary>Single precision, all values.</summary>
    Dense,

    /// <summary>Single precision, the non-zeros.</summary>
    Sparse,
}
