// SPDX-License-Identifier: MIT
using System.Text;

namespace Skift.Sh.Execution;

/// <summary>The options of <c>set</c> and of the command line.</summary>
internal sealed class Options
{
    /// <summary>Letter and long name; a blank letter has none.</summary>
    private static readonly (char Letter, string Name)[] s_table =
    {
        ('e', "errexit"),
        ('f', "noglob"),
        (' ', "ignoreeof"),
        ('i', "interactive"),
        ('m', "monitor"),
        ('n', "noexec"),
        ('s', "stdin"),
        ('x', "xtrace"),
        ('v', "verbose"),
        ('C', "noclobber"),
        ('a', "allexport"),
        ('b', "notify"),
        ('u', "nounset"),
        (' ', "vi"),
        (' ', "emacs"),
        (' ', "pipefail"),
        ('h', "hashall"),
        (' ', "nolog"),
    };

    private readonly bool[] _values = new bool[s_table.Length];

    public static int Count => s_table.Length;

    public bool ErrExit => this["errexit"];

    public bool NoGlob => this["noglob"];

    public bool IgnoreEof => this["ignoreeof"];

    public bool Interactive => this["interactive"];

    public bool Monitor => this["monitor"];

    public bool NoExec => this["noexec"];

    public bool ReadsStdin => this["stdin"];

    public bool XTrace => this["xtrace"];

    public bool Verbose => this["verbose"];

    public bool NoClobber => this["noclobber"];

    public bool AllExport => this["allexport"];

    public bool Notify => this["notify"];

    public bool NoUnset => this["nounset"];

    public bool PipeFail => this["pipefail"];

    public bool this[string name]
    {
        get => _values[IndexOf(name)];
        set => _values[IndexOf(name)] = value;
    }

    public static string NameAt(int index) => s_table[index].Name;

    public bool ValueAt(int index) => _values[index];

    public bool TrySet(char letter, bool value)
    {
        for (int i = 0; i < s_table.Length; i++)
        {
            if (s_table[i].Letter == letter && letter != ' ')
            {
                _values[i] = value;
                return true;
            }
        }

        return false;
    }

    public bool TrySet(string name, bool value)
    {
        int index = IndexOf(name);
        if (index >= 0)
        {
            _values[index] = value;
        }

        return index >= 0;
    }

    /// <summary>The value of <c>$-</c>.</summary>
    public override string ToString()
    {
        StringBuilder letters = new();
        for (int i = 0; i < s_table.Length; i++)
        {
            if (_values[i] && s_table[i].Letter != ' ')
            {
                letters.Append(s_table[i].Letter);
            }
        }

        return letters.ToString();
    }

    private static int IndexOf(string name)
    {
        for (int i = 0; i < s_table.Length; i++)
        {
            if (s_table[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
