using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>Names of methods by code address, from the table that the build writes (tools/functions; the format is described there).</summary>
internal static unsafe class MethodNames
{
    private const int PairBytes = 256;
    private const int FirstPair = 0x80;
    private const int EscapedCharacter = 1;
    private const int GroupSize = 32;
    private const byte NoName = 0xFF;
    private const byte Hidden = 0x80;
    private const int MostCharacters = 500;
    private const string StaticConstructor = "..cctor()";

    [RuntimeImport("skift_rt_method_names")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern byte* Table();

    /// <summary>The method that contains an address, as a stack trace shows it; null when it has no name.</summary>
    internal static string? Find(nint address, out bool isHidden) => Find(address, '.', out isHidden);

    /// <summary>The type whose static constructor is at an address.</summary>
    internal static string? OwnerOf(nint address) => Find(address, '+', out _) is string name && name.EndsWith(StaticConstructor, StringComparison.Ordinal)
        ? name.Substring(0, name.Length - StaticConstructor.Length)
        : null;

    /// <param name="nesting">Stands between a type and one that is declared in it.</param>
    private static string? Find(nint address, char nesting, out bool isHidden)
    {
        isHidden = false;
        if (!FunctionTable.TryFind(address, out FunctionDescription function) || function.MethodStart == null)
            return null;
        Text text = new() { Table = Table(), Nesting = nesting };
        byte* record = text.Table + ((uint*)(text.Table + PairBytes))[function.Number / GroupSize];
        for (int i = function.Number & -GroupSize; i < function.Number; i++)
        {
            if (*record++ != NoName)
                text.Read(ref record);
        }
        if (*record == NoName)
            return null;
        isHidden = (*record++ & Hidden) != 0;
        text.Read(ref record);
        return new string(text.Characters, 0, text.Length);
    }

    /// <summary>A name, of which the next one's beginning may be part.</summary>
    private ref struct Text
    {
        internal byte* Table;
        internal char Nesting;
        internal int Length;
        internal fixed char Characters[MostCharacters];

        /// <summary>Reads the rest of a record, behind its first byte.</summary>
        internal void Read(ref byte* record)
        {
            Length = record[-1] & ~Hidden;
            byte symbol;
            while ((symbol = *record++) != 0)
            {
                if (symbol != EscapedCharacter)
                {
                    Append(symbol);
                    continue;
                }
                Characters[Length++] = (char)(record[0] | record[1] << 8);
                record += 2;
            }
        }

        private void Append(byte symbol)
        {
            while (symbol >= FirstPair)
            {
                byte* pair = Table + (symbol - FirstPair) * 2;
                Append(pair[0]);
                symbol = pair[1];
            }
            Characters[Length++] = symbol == '+' ? Nesting : (char)symbol;
        }
    }
}
