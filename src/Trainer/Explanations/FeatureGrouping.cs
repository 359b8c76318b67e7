namespace MlNetShallow;

/// <summary>What is permuted together when features are ranked by permutation.</summary>
public enum FeatureGrouping
{
    /// <summary>Each slot of the feature vector by itself, as ML.NET's <c>PermutationFeatureImportance</c> does.</summary>
    Slots = 0,

    /// <summary>The slots of a one-hot vector together, every other slot by itself. Which belong together is what ML.NET's
    /// encoders and <c>Concatenate</c> write at the feature column (<c>CategoricalSlotRanges</c>); normalizers that come after
    /// drop it, and then all slots stand alone.</summary>
    Categories = 1,

    /// <summary>Each column of the data that the features are made of: the stages before the network run on rows whose column
    /// was permuted. So a column counts as a whole, whatever features are made of it: categories, words, a picture.</summary>
    Columns = 2,
}
