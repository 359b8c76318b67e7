using Microsoft.ML.Data;

namespace MlNetShallow.Persistence;

/// <summary>
/// The scores of 128 classes, one column each, with zeros after the last class: a custom mapping makes no vector whose size is
/// known only when a model is trained, but ML.NET joins columns to one.
/// </summary>
internal sealed class ScoresOf128 : IScoreColumns
{
    // The columns have these names, which are part of the format.
    public float __MlNetShallow_Score0, __MlNetShallow_Score1, __MlNetShallow_Score2, __MlNetShallow_Score3;
    public float __MlNetShallow_Score4, __MlNetShallow_Score5, __MlNetShallow_Score6, __MlNetShallow_Score7;
    public float __MlNetShallow_Score8, __MlNetShallow_Score9, __MlNetShallow_Score10, __MlNetShallow_Score11;
    public float __MlNetShallow_Score12, __MlNetShallow_Score13, __MlNetShallow_Score14, __MlNetShallow_Score15;
    public float __MlNetShallow_Score16, __MlNetShallow_Score17, __MlNetShallow_Score18, __MlNetShallow_Score19;
    public float __MlNetShallow_Score20, __MlNetShallow_Score21, __MlNetShallow_Score22, __MlNetShallow_Score23;
    public float __MlNetShallow_Score24, __MlNetShallow_Score25, __MlNetShallow_Score26, __MlNetShallow_Score27;
    public float __MlNetShallow_Score28, __MlNetShallow_Score29, __MlNetShallow_Score30, __MlNetShallow_Score31;
    public float __MlNetShallow_Score32, __MlNetShallow_Score33, __MlNetShallow_Score34, __MlNetShallow_Score35;
    public float __MlNetShallow_Score36, __MlNetShallow_Score37, __MlNetShallow_Score38, __MlNetShallow_Score39;
    public float __MlNetShallow_Score40, __MlNetShallow_Score41, __MlNetShallow_Score42, __MlNetShallow_Score43;
    public float __MlNetShallow_Score44, __MlNetShallow_Score45, __MlNetShallow_Score46, __MlNetShallow_Score47;
    public float __MlNetShallow_Score48, __MlNetShallow_Score49, __MlNetShallow_Score50, __MlNetShallow_Score51;
    public float __MlNetShallow_Score52, __MlNetShallow_Score53, __MlNetShallow_Score54, __MlNetShallow_Score55;
    public float __MlNetShallow_Score56, __MlNetShallow_Score57, __MlNetShallow_Score58, __MlNetShallow_Score59;
    public float __MlNetShallow_Score60, __MlNetShallow_Score61, __MlNetShallow_Score62, __MlNetShallow_Score63;
    public float __MlNetShallow_Score64, __MlNetShallow_Score65, __MlNetShallow_Score66, __MlNetShallow_Score67;
    public float __MlNetShallow_Score68, __MlNetShallow_Score69, __MlNetShallow_Score70, __MlNetShallow_Score71;
    public float __MlNetShallow_Score72, __MlNetShallow_Score73, __MlNetShallow_Score74, __MlNetShallow_Score75;
    public float __MlNetShallow_Score76, __MlNetShallow_Score77, __MlNetShallow_Score78, __MlNetShallow_Score79;
    public float __MlNetShallow_Score80, __MlNetShallow_Score81, __MlNetShallow_Score82, __MlNetShallow_Score83;
    public float __MlNetShallow_Score84, __MlNetShallow_Score85, __MlNetShallow_Score86, __MlNetShallow_Score87;
    public float __MlNetShallow_Score88, __MlNetShallow_Score89, __MlNetShallow_Score90, __MlNetShallow_Score91;
    public float __MlNetShallow_Score92, __MlNetShallow_Score93, __MlNetShallow_Score94, __MlNetShallow_Score95;
    public float __MlNetShallow_Score96, __MlNetShallow_Score97, __MlNetShallow_Score98, __MlNetShallow_Score99;
    public float __MlNetShallow_Score100, __MlNetShallow_Score101, __MlNetShallow_Score102, __MlNetShallow_Score103;
    public float __MlNetShallow_Score104, __MlNetShallow_Score105, __MlNetShallow_Score106, __MlNetShallow_Score107;
    public float __MlNetShallow_Score108, __MlNetShallow_Score109, __MlNetShallow_Score110, __MlNetShallow_Score111;
    public float __MlNetShallow_Score112, __MlNetShallow_Score113, __MlNetShallow_Score114, __MlNetShallow_Score115;
    public float __MlNetShallow_Score116, __MlNetShallow_Score117, __MlNetShallow_Score118, __MlNetShallow_Score119;
    public float __MlNetShallow_Score120, __MlNetShallow_Score121, __MlNetShallow_Score122, __MlNetShallow_Score123;
    public float __MlNetShallow_Score124, __MlNetShallow_Score125, __MlNetShallow_Score126, __MlNetShallow_Score127;

    static int IScoreColumns.Size => 128;

    /// <summary>The scores of the classes that follow.</summary>
    [ColumnName(PrivateColumns.Scores)]
    public VBuffer<float> Scores { get; set; }

    void IScoreColumns.Set(ReadOnlySpan<float> s)
    {
        (__MlNetShallow_Score0, __MlNetShallow_Score1, __MlNetShallow_Score2, __MlNetShallow_Score3) =
            (s[0], s[1], s[2], s[3]);
        (__MlNetShallow_Score4, __MlNetShallow_Score5, __MlNetShallow_Score6, __MlNetShallow_Score7) =
            (s[4], s[5], s[6], s[7]);
        (__MlNetShallow_Score8, __MlNetShallow_Score9, __MlNetShallow_Score10, __MlNetShallow_Score11) =
            (s[8], s[9], s[10], s[11]);
        (__MlNetShallow_Score12, __MlNetShallow_Score13, __MlNetShallow_Score14, __MlNetShallow_Score15) =
            (s[12], s[13], s[14], s[15]);
        (__MlNetShallow_Score16, __MlNetShallow_Score17, __MlNetShallow_Score18, __MlNetShallow_Score19) =
            (s[16], s[17], s[18], s[19]);
        (__MlNetShallow_Score20, __MlNetShallow_Score21, __MlNetShallow_Score22, __MlNetShallow_Score23) =
            (s[20], s[21], s[22], s[23]);
        (__MlNetShallow_Score24, __MlNetShallow_Score25, __MlNetShallow_Score26, __MlNetShallow_Score27) =
            (s[24], s[25], s[26], s[27]);
        (__MlNetShallow_Score28, __MlNetShallow_Score29, __MlNetShallow_Score30, __MlNetShallow_Score31) =
            (s[28], s[29], s[30], s[31]);
        (__MlNetShallow_Score32, __MlNetShallow_Score33, __MlNetShallow_Score34, __MlNetShallow_Score35) =
            (s[32], s[33], s[34], s[35]);
        (__MlNetShallow_Score36, __MlNetShallow_Score37, __MlNetShallow_Score38, __MlNetShallow_Score39) =
            (s[36], s[37], s[38], s[39]);
        (__MlNetShallow_Score40, __MlNetShallow_Score41, __MlNetShallow_Score42, __MlNetShallow_Score43) =
            (s[40], s[41], s[42], s[43]);
        (__MlNetShallow_Score44, __MlNetShallow_Score45, __MlNetShallow_Score46, __MlNetShallow_Score47) =
            (s[44], s[45], s[46], s[47]);
        (__MlNetShallow_Score48, __MlNetShallow_Score49, __MlNetShallow_Score50, __MlNetShallow_Score51) =
            (s[48], s[49], s[50], s[51]);
        (__MlNetShallow_Score52, __MlNetShallow_Score53, __MlNetShallow_Score54, __MlNetShallow_Score55) =
            (s[52], s[53], s[54], s[55]);
        (__MlNetShallow_Score56, __MlNetShallow_Score57, __MlNetShallow_Score58, __MlNetShallow_Score59) =
            (s[56], s[57], s[58], s[59]);
        (__MlNetShallow_Score60, __MlNetShallow_Score61, __MlNetShallow_Score62, __MlNetShallow_Score63) =
            (s[60], s[61], s[62], s[63]);
        (__MlNetShallow_Score64, __MlNetShallow_Score65, __MlNetShallow_Score66, __MlNetShallow_Score67) =
            (s[64], s[65], s[66], s[67]);
        (__MlNetShallow_Score68, __MlNetShallow_Score69, __MlNetShallow_Score70, __MlNetShallow_Score71) =
            (s[68], s[69], s[70], s[71]);
        (__MlNetShallow_Score72, __MlNetShallow_Score73, __MlNetShallow_Score74, __MlNetShallow_Score75) =
            (s[72], s[73], s[74], s[75]);
        (__MlNetShallow_Score76, __MlNetShallow_Score77, __MlNetShallow_Score78, __MlNetShallow_Score79) =
            (s[76], s[77], s[78], s[79]);
        (__MlNetShallow_Score80, __MlNetShallow_Score81, __MlNetShallow_Score82, __MlNetShallow_Score83) =
            (s[80], s[81], s[82], s[83]);
        (__MlNetShallow_Score84, __MlNetShallow_Score85, __MlNetShallow_Score86, __MlNetShallow_Score87) =
            (s[84], s[85], s[86], s[87]);
        (__MlNetShallow_Score88, __MlNetShallow_Score89, __MlNetShallow_Score90, __MlNetShallow_Score91) =
            (s[88], s[89], s[90], s[91]);
        (__MlNetShallow_Score92, __MlNetShallow_Score93, __MlNetShallow_Score94, __MlNetShallow_Score95) =
            (s[92], s[93], s[94], s[95]);
        (__MlNetShallow_Score96, __MlNetShallow_Score97, __MlNetShallow_Score98, __MlNetShallow_Score99) =
            (s[96], s[97], s[98], s[99]);
        (__MlNetShallow_Score100, __MlNetShallow_Score101, __MlNetShallow_Score102, __MlNetShallow_Score103) =
            (s[100], s[101], s[102], s[103]);
        (__MlNetShallow_Score104, __MlNetShallow_Score105, __MlNetShallow_Score106, __MlNetShallow_Score107) =
            (s[104], s[105], s[106], s[107]);
        (__MlNetShallow_Score108, __MlNetShallow_Score109, __MlNetShallow_Score110, __MlNetShallow_Score111) =
            (s[108], s[109], s[110], s[111]);
        (__MlNetShallow_Score112, __MlNetShallow_Score113, __MlNetShallow_Score114, __MlNetShallow_Score115) =
            (s[112], s[113], s[114], s[115]);
        (__MlNetShallow_Score116, __MlNetShallow_Score117, __MlNetShallow_Score118, __MlNetShallow_Score119) =
            (s[116], s[117], s[118], s[119]);
        (__MlNetShallow_Score120, __MlNetShallow_Score121, __MlNetShallow_Score122, __MlNetShallow_Score123) =
            (s[120], s[121], s[122], s[123]);
        (__MlNetShallow_Score124, __MlNetShallow_Score125, __MlNetShallow_Score126, __MlNetShallow_Score127) =
            (s[124], s[125], s[126], s[127]);
    }
}
