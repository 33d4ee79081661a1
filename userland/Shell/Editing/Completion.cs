// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Builtins;
using Skift.Sh.Execution;

namespace Skift.Sh.Editing;

/// <summary>Finds what the word before the cursor may become: a command, a variable, a file.</summary>
internal sealed class Completion
{
    private readonly Shell _shell;
    private char _quote;

    public Completion(Shell shell) => _shell = shell;

    /// <summary>Where in the line the word begins.</summary>
    public int Start { get; private set; }

    /// <summary>The word so far, without quotes; choices begin with it.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>What follows a complete word: the closing quote and a blank.</summary>
    public string Closing { get; private set; } = " ";

    /// <summary>Possible words, sorted; directories end with a slash.</summary>
    public List<string> Find(string line)
    {
        bool isCommand = FindWord(line);
        List<string> choices = new();
        int dollar = Typed.LastIndexOf('$');
        if (dollar >= 0 && _quote != '\'' && Typed.IndexOf('/', dollar) < 0)
        {
            FindVariables(Typed.Substring(0, dollar), Typed.Substring(dollar + 1), choices);
        }
        else if (isCommand && !Typed.Contains('/'))
        {
            FindCommands(choices);
        }
        else
        {
            FindFiles(choices, onlyExecutable: isCommand);
        }

        choices.Sort(string.CompareOrdinal);
        for (int i = choices.Count - 1; i > 0; i--)
        {
            if (choices[i] == choices[i - 1])
            {
                choices.RemoveAt(i);
            }
        }

        return choices;
    }

    /// <summary>Protects what the shell would take for something else.</summary>
    public string Quote(string text)
    {
        if (_quote == '\'')
        {
            return "'" + text;
        }

        StringBuilder quoted = new(_quote == '"' ? "\"" : "");
        for (int i = 0; i < text.Length; i++)
        {
            bool isLeading = text[i] == '~' && i == 0 || (text[i] == '$' && Typed.Contains('$'));
            if (!isLeading && (_quote == '"' ? "$`\"\\" : " \t\n\\'\"`$&|;<>()*?[]#~!{}").Contains(text[i]))
            {
                quoted.Append('\\');
            }

            quoted.Append(text[i]);
        }

        return quoted.ToString();
    }

    /// <summary>Finds the word at the end of the line, as the lexer would.</summary>
    /// <returns>Whether it stands where a command is expected.</returns>
    private bool FindWord(string line)
    {
        StringBuilder word = new();
        bool isCommand = true;
        bool wasWord = false;
        Start = 0;
        _quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '\\' && _quote != '\'' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
                wasWord = true;
            }
            else if (_quote != '\0' ? c == _quote : c is '\'' or '"')
            {
                _quote = _quote == '\0' ? c : '\0';
                wasWord = true;
            }
            else if (_quote == '\0' && c is ' ' or '\t' or '|' or '&' or ';' or '(' or ')' or '<' or '>' or '`')
            {
                if (wasWord)
                {
                    isCommand = word.ToString() is "do" or "then" or "else" or "elif" or "if" or "while" or "until" or "!" or "{" or "sudo" or "exec" or "command";
                }

                isCommand = c switch { '|' or '&' or ';' or '(' or '`' => true, '<' or '>' => false, _ => isCommand };
                word.Clear();
                wasWord = false;
                Start = i + 1;
            }
            else
            {
                word.Append(c);
                wasWord = true;
            }
        }

        // In an assignment or an option with a value only what follows the sign is a file.
        int equals = word.ToString().LastIndexOf('=');
        if (_quote == '\0' && equals > 0)
        {
            Start += line.Substring(Start).LastIndexOf('=') + 1;
            word.Remove(0, equals + 1);
            isCommand = false;
        }

        Typed = word.ToString();
        Closing = _quote == '\0' ? " " : _quote + " ";
        return isCommand;
    }

    private void FindVariables(string before, string typed, List<string> choices)
    {
        bool isBraced = typed.StartsWith('{');
        string name = isBraced ? typed.Substring(1) : typed;
        foreach (string candidate in _shell.Variables.SortedNames())
        {
            if (candidate.StartsWith(name, StringComparison.Ordinal))
            {
                choices.Add(before + "$" + (isBraced ? "{" + candidate + "}" : candidate));
            }
        }
    }

    private void FindCommands(List<string> choices)
    {
        AddMatching(BuiltinTable.Names, choices);
        AddMatching(_shell.Functions.Keys, choices);
        AddMatching(_shell.Aliases.Keys, choices);
        string[] directories = (_shell.Variables.Get("PATH") ?? "").Split(':');
        for (int i = 0; i < directories.Length; i++)
        {
            ForEachEntry(directories[i].Length == 0 ? "." : directories[i], Typed, (path, name) =>
            {
                if (Posix.Access(path, AccessMode.X_OK) == Errno.None)
                {
                    choices.Add(name);
                }
            });
        }
    }

    private void AddMatching(IEnumerable<string> names, List<string> choices)
    {
        foreach (string name in names)
        {
            if (name.StartsWith(Typed, StringComparison.Ordinal))
            {
                choices.Add(name);
            }
        }
    }

    private void FindFiles(List<string> choices, bool onlyExecutable)
    {
        int slash = Typed.LastIndexOf('/');
        string shown = Typed.Substring(0, slash + 1);
        string directory = shown;
        if (shown.StartsWith("~/", StringComparison.Ordinal))
        {
            directory = (_shell.Variables.Get("HOME") ?? "") + shown.Substring(1);
        }

        ForEachEntry(directory.Length == 0 ? "." : directory, Typed.Substring(slash + 1), (path, name) =>
        {
            bool isDirectory = Posix.Stat(path).Try(out Stat stat, out _) && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR;
            if (isDirectory || !onlyExecutable || Posix.Access(path, AccessMode.X_OK) == Errno.None)
            {
                choices.Add(shown + name + (isDirectory ? "/" : ""));
            }
        });
    }

    /// <summary>Entries of a directory whose names begin so; hidden ones only if the dot is typed.</summary>
    private static void ForEachEntry(string directory, string prefix, Action<string, string> visit)
    {
        if (!Posix.Opendir(directory).Try(out DirectoryStream stream, out _))
        {
            return;
        }

        using (stream)
        {
            while (stream.Read(out DirectoryEntry entry))
            {
                bool isHidden = entry.Name.StartsWith('.') && (!prefix.StartsWith('.') || entry.Name is "." or "..");
                if (!isHidden && entry.Name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    visit(directory.EndsWith('/') ? directory + entry.Name : directory + "/" + entry.Name, entry.Name);
                }
            }
        }
    }
}
