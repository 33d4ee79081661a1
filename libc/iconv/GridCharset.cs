// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>
/// East Asian character sets of one byte, two, or more, over a <see cref="CharacterGrid"/>: Japanese grids go by the bytes of Shift_JIS
/// (JIS X 0208:1997 Annex 1), the others by EUC. Decoding and encoding answer as <see cref="Charset"/>'s.
/// </summary>
internal static unsafe class GridCharset
{
    private const uint Yen = 0xA5;
    private const uint Overline = 0x203E;
    private const uint Euro = 0x20AC;

    // Half-width katakana of JIS X 0201, and what announces them and JIS X 0212 in EUC-JP.
    private const uint FirstKatakana = 0xFF61;
    private const uint FirstKatakanaByte = 0xA1;
    private const uint KatakanaCount = 63;
    private const uint KatakanaShift = 0x8E;
    private const uint SupplementShift = 0x8F;

    // JIS X 0212 takes those leads of the grid that stand for katakana in Shift_JIS.
    private const uint FirstSupplementLead = 0xA0;
    private const uint EndOfSupplementLeads = 0xE0;

    internal static bool IsGrid(CharsetKind kind) => kind is >= CharsetKind.ShiftJis and < CharsetKind.FirstTable;

    /// <summary>Null if there is no memory. To be freed with <see cref="C.free"/>.</summary>
    internal static CharacterGrid* MakeGrid(CharsetKind kind)
    {
        CharacterGrid* grid = CharacterGrid.Make();
        if (grid == null)
        {
            return null;
        }

        switch (kind)
        {
            case CharsetKind.ShiftJis or CharsetKind.Windows31J or CharsetKind.EucJp or CharsetKind.Iso2022Jp:
                grid->Add(GridTables.JisX0208);
                grid->Add(kind == CharsetKind.Windows31J ? GridTables.Windows31J : kind == CharsetKind.EucJp ? GridTables.JisX0212 : default);
                break;
            case CharsetKind.EucCn or CharsetKind.Gbk or CharsetKind.Gb18030:
                grid->Add(GridTables.Gb2312);
                grid->Add(kind != CharsetKind.EucCn ? GridTables.Gbk : default);
                grid->Add(kind == CharsetKind.Gb18030 ? GridTables.Gb18030 : default);
                grid->CountUnused();
                break;
            case CharsetKind.Big5:
                grid->Add(GridTables.Big5);
                break;
            default:
                grid->Add(GridTables.KsX1001);
                grid->Add(kind == CharsetKind.UnifiedHangul ? GridTables.UnifiedHangul : default);
                break;
        }

        return grid;
    }

    internal static int Decode(CharsetKind kind, CharacterGrid* grid, byte* source, nuint length, out uint character)
    {
        uint first = *source;
        character = DecodeOne(kind, first);
        if (character != 0 || first == 0)
        {
            return 1;
        }

        if (kind == CharsetKind.EucJp)
        {
            return DecodeEucJp(grid, source, length, out character);
        }

        if (!grid->IsLead(first))
        {
            return Charset.Illegal;
        }

        if (length < 2)
        {
            return Charset.Incomplete;
        }

        if (kind == CharsetKind.Gb18030)
        {
            return Gb18030.Decode(grid, source, length, out character);
        }

        character = grid->Character(first, source[1]);
        return character != 0 ? 2 : Charset.Illegal;
    }

    internal static int Encode(CharsetKind kind, CharacterGrid* grid, uint character, byte* target)
    {
        if (kind == CharsetKind.Gb18030)
        {
            return Gb18030.Encode(grid, character, target);
        }

        uint code = EncodeOne(kind, character);
        if (code != 0 || character == 0)
        {
            *target = (byte)code;
            return 1;
        }

        code = grid->Code(character);
        if (kind == CharsetKind.EucJp)
        {
            return EncodeEucJp(code, character, target);
        }

        code = code != 0 ? code : grid->Code(OtherForm(kind, character));
        target[0] = (byte)(code >> 8);
        target[1] = (byte)code;
        return code != 0 ? 2 : Charset.Illegal;
    }

    /// <summary>JIS X 0208 in EUC, each byte without or with its highest bit; 0 for none.</summary>
    internal static uint DecodeJis(CharacterGrid* grid, uint first, uint second)
    {
        uint row = (first & 0x7F) - 0x21;
        uint column = (second & 0x7F) - 0x21;
        return row < 94 && column < 94 ? grid->Character(ShiftJisLead(row), ShiftJisTrail(row, column)) : 0;
    }

    /// <summary>JIS X 0208 in EUC with the highest bits, 0 for none.</summary>
    internal static uint EncodeJis(CharacterGrid* grid, uint character)
    {
        uint code = grid->Code(character);
        return EucCode(code, FirstLead(code));
    }

    private static bool IsJapanese(CharsetKind kind) => kind is CharsetKind.ShiftJis or CharsetKind.Windows31J or CharsetKind.EucJp;

    /// <summary>What a byte stands for alone; 0 if it does not.</summary>
    private static uint DecodeOne(CharsetKind kind, uint value)
    {
        if (value < 0x80)
        {
            return kind == CharsetKind.ShiftJis ? DecodeRoman(value) : value;
        }

        return kind switch
        {
            CharsetKind.ShiftJis or CharsetKind.Windows31J => value - FirstKatakanaByte < KatakanaCount ? FirstKatakana + value - FirstKatakanaByte : 0,
            CharsetKind.EucJp => value < 0xA0 && value is not KatakanaShift and not SupplementShift ? value : 0,
            CharsetKind.EucKr => value < 0xA0 ? value : 0,
            CharsetKind.Big5 => value == 0x80 ? value : 0,
            CharsetKind.Gbk => value == 0x80 ? Euro : 0,
            _ => 0,
        };
    }

    private static uint EncodeOne(CharsetKind kind, uint character)
    {
        if (character < 0x80)
        {
            return character;
        }

        if (IsJapanese(kind) && character is Yen or Overline)
        {
            return EncodeRoman(character);
        }

        bool isKatakana = kind is CharsetKind.ShiftJis or CharsetKind.Windows31J && character - FirstKatakana < KatakanaCount;
        return isKatakana ? character - FirstKatakana + FirstKatakanaByte
            : kind == CharsetKind.Gbk && character == Euro ? 0x80
            : character < 0xA0 && DecodeOne(kind, character) == character ? character : 0;
    }

    /// <summary>JIS X 0201's half of seven bits.</summary>
    internal static uint DecodeRoman(uint value) => value == '\\' ? Yen : value == '~' ? Overline : value;

    /// <summary>The byte of JIS X 0201's half of seven bits; the backslash and the tilde, which it does not have, stay.</summary>
    internal static uint EncodeRoman(uint character) => character == Yen ? '\\' : character == Overline ? '~' : character;

    /// <summary>What glibc writes for a character that the set does not have: Windows has in full width, or as another sign, what Shift_JIS has, and the other way round.</summary>
    private static uint OtherForm(CharsetKind kind, uint character) => kind switch
    {
        CharsetKind.ShiftJis => character switch { 0xFFE0 => 0xA2, 0xFFE1 => 0xA3, 0xFFE2 => 0xAC, _ => 0 },
        CharsetKind.Windows31J => character switch
        {
            0xA2 => 0xFFE0,
            0xA3 => 0xFFE1,
            0xAC => 0xFFE2,
            0x2014 => 0x2015,
            0x2016 => 0x2225,
            0x2212 => 0xFF0D,
            0x301C => 0xFF5E,
            _ => 0,
        },
        CharsetKind.EucKr => character == 0x20A9 ? 0xFFE6u : 0,
        _ => 0,
    };

    private static int DecodeEucJp(CharacterGrid* grid, byte* source, nuint length, out uint character)
    {
        character = 0;
        uint first = *source;
        bool isSupplement = first == SupplementShift;
        if (first < KatakanaShift || first == 0xFF)
        {
            return Charset.Illegal;
        }

        uint count = isSupplement ? 3u : 2u;
        if (length < count)
        {
            return length == 2 && source[1] < 0xA1 ? Charset.Illegal : Charset.Incomplete;
        }

        uint second = source[1];
        if (first == KatakanaShift)
        {
            character = second - FirstKatakanaByte < KatakanaCount ? FirstKatakana + second - FirstKatakanaByte : 0;
        }
        else if (isSupplement)
        {
            uint row = second - 0xA1;
            uint column = (uint)source[2] - 0xA1;
            character = row < 94 && column < 94 ? grid->Character(FirstSupplementLead + (row / 2), ShiftJisTrail(row, column)) : 0;
        }
        else if (second >= 0x80)
        {
            character = DecodeJis(grid, first, second);
        }

        return character != 0 ? (int)count : Charset.Illegal;
    }

    private static int EncodeEucJp(uint code, uint character, byte* target)
    {
        if (character - FirstKatakana < KatakanaCount)
        {
            target[0] = (byte)KatakanaShift;
            target[1] = (byte)(character - FirstKatakana + FirstKatakanaByte);
            return 2;
        }

        bool isSupplement = code >> 8 is >= FirstSupplementLead and < EndOfSupplementLeads;
        int start = isSupplement ? 1 : 0;
        target[0] = (byte)SupplementShift;
        code = EucCode(code, isSupplement ? FirstSupplementLead : FirstLead(code));
        target[start] = (byte)(code >> 8);
        target[start + 1] = (byte)code;
        return code != 0 ? start + 2 : Charset.Illegal;
    }

    // Two rows of 94 to each lead; 0x7F is no trail, and 0xA0 to 0xDF are no leads.
    private static uint ShiftJisLead(uint row) => (row / 2) + (row < 62 ? 0x81u : 0xC1u);

    private static uint ShiftJisTrail(uint row, uint column) => row % 2 != 0 ? column + 0x9F : column + (column < 63 ? 0x40u : 0x41u);

    // Leads from which rows of JIS X 0208 are counted: from 0xE0 on with what is left out before.
    private static uint FirstLead(uint code) => code < 0xA000 ? 0x81u : 0xC1u;

    private static uint EucCode(uint code, uint firstLead)
    {
        uint trail = code & 0xFF;
        uint row = (((code >> 8) - firstLead) * 2) + (trail >= 0x9F ? 1u : 0u);
        uint column = trail - (trail >= 0x9F ? 0x9Fu : trail > 0x7F ? 0x41u : 0x40u);
        return code == 0 ? 0 : ((row + 0xA1) << 8) | (column + 0xA1);
    }
}
