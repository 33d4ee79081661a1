// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh.Editing;

/// <summary>
/// Edits a line at a terminal with the keys of emacs: arrows, ^A ^E ^B ^F ^D ^H ^K ^U ^W ^Y ^T ^L, Alt-b Alt-f Alt-d, history with
/// ^P ^N and search with ^R, completion with Tab.
/// </summary>
internal sealed partial class LineEditor
{
    private readonly Shell _shell;
    private readonly KeyReader _keys = new(Posix.STDIN_FILENO);
    private readonly LineDisplay _display = new(Posix.STDOUT_FILENO);
    private readonly LineBuffer _line = new();
    private string _prompt = "";

    /// <summary>Where in the history we are; the count of its lines is the line being typed.</summary>
    private int _historyIndex;
    private string _typed = "";
    private bool _lastWasTab;

    public LineEditor(Shell shell) => _shell = shell;

    /// <summary>Editing needs a terminal on both sides that understands cursor movement.</summary>
    public static bool IsPossible(Shell shell) =>
        Posix.Isatty(Posix.STDIN_FILENO) && Posix.Isatty(Posix.STDOUT_FILENO) && shell.Variables.Get("TERM") != "dumb";

    /// <returns>The line without its newline; null at the end of the input.</returns>
    public string? ReadLine(string prompt)
    {
        if (!Posix.Tcgetattr(Posix.STDIN_FILENO).Try(out Termios saved, out Errno error))
        {
            throw _shell.Fail("tcgetattr", error);
        }

        Termios raw = saved;
        raw.c_iflag &= ~(InputModes.ICRNL | InputModes.INLCR | InputModes.IXON);
        raw.c_lflag &= ~(LocalModes.ICANON | LocalModes.ECHO | LocalModes.ISIG | LocalModes.IEXTEN);
        raw.c_cc[ControlCharacter.VMIN] = 1;
        raw.c_cc[ControlCharacter.VTIME] = 0;
        _ = Posix.Tcsetattr(Posix.STDIN_FILENO, TerminalAction.TCSADRAIN, raw);
        try
        {
            return Edit(prompt);
        }
        finally
        {
            _ = Posix.Tcsetattr(Posix.STDIN_FILENO, TerminalAction.TCSADRAIN, saved);
        }
    }

    private string? Edit(string prompt)
    {
        _prompt = _display.Begin(prompt);
        _line.Set("");
        _historyIndex = _shell.History.Lines.Count;
        _typed = "";
        _lastWasTab = false;
        Draw();
        while (true)
        {
            Key key = _keys.Read();
            switch (key.Kind)
            {
                case KeyKind.Enter:
                    _line.MoveTo(_line.Length);
                    Draw();
                    _display.End();
                    return _line.ToString();
                case KeyKind.EndOfInput:
                    _display.End();
                    return null;
                case KeyKind.Control when key.Letter == 'D' && _line.Length == 0:
                    _display.End();
                    return null;
                case KeyKind.Control when key.Letter == 'C':
                    _line.MoveTo(_line.Length);
                    Draw();
                    _display.Send("^C");
                    throw new InterruptRequest();
                case KeyKind.Control when key.Letter == 'R':
                    key = Search();
                    if (key.Kind == KeyKind.Enter)
                    {
                        goto case KeyKind.Enter;
                    }

                    break;
                case KeyKind.Interrupted:
                    _shell.Traps.RunPending();
                    break;
                default:
                    Handle(key);
                    break;
            }

            // Pasted text is drawn once, not at every character.
            if (!_keys.HasMore)
            {
                Draw();
            }
        }
    }

    private void Handle(Key key)
    {
        bool wasTab = _lastWasTab;
        _lastWasTab = key.Kind == KeyKind.Tab;
        switch (key.Kind)
        {
            case KeyKind.Text:
                _line.Insert(key.Text);
                break;
            case KeyKind.Tab:
                Complete(showsChoices: wasTab);
                break;
            case KeyKind.Backspace:
                _line.Backspace();
                break;
            case KeyKind.Delete:
                _line.Delete();
                break;
            case KeyKind.Left:
                _line.Left();
                break;
            case KeyKind.Right:
                _line.Right();
                break;
            case KeyKind.WordLeft:
                _line.WordLeft();
                break;
            case KeyKind.WordRight:
                _line.WordRight();
                break;
            case KeyKind.Home:
                _line.MoveTo(0);
                break;
            case KeyKind.End:
                _line.MoveTo(_line.Length);
                break;
            case KeyKind.Up:
                MoveInHistory(-1);
                break;
            case KeyKind.Down:
                MoveInHistory(1);
                break;
            case KeyKind.Control:
                HandleControl(key.Letter);
                break;
            case KeyKind.Alt:
                HandleAlt(key.Letter);
                break;
        }
    }

    private void HandleControl(char letter)
    {
        switch (letter)
        {
            case 'A':
                _line.MoveTo(0);
                break;
            case 'B':
                _line.Left();
                break;
            case 'D':
                _line.Delete();
                break;
            case 'E':
                _line.MoveTo(_line.Length);
                break;
            case 'F':
                _line.Right();
                break;
            case 'K':
                _line.KillToEnd();
                break;
            case 'L':
                _display.ClearScreen();
                break;
            case 'N':
                MoveInHistory(1);
                break;
            case 'P':
                MoveInHistory(-1);
                break;
            case 'T':
                _line.Transpose();
                break;
            case 'U':
                _line.KillToStart();
                break;
            case 'W':
                _line.KillBlankWord();
                break;
            case 'Y':
                _line.Yank();
                break;
        }
    }

    private void HandleAlt(char letter)
    {
        switch (letter)
        {
            case 'b':
                _line.WordLeft();
                break;
            case 'f':
                _line.WordRight();
                break;
            case 'd':
                _line.KillWordRight();
                break;
            case '\b':
                _line.KillWordLeft();
                break;
            case '<':
                MoveInHistory(-_historyIndex);
                break;
            case '>':
                MoveInHistory(_shell.History.Lines.Count - _historyIndex);
                break;
        }
    }

    /// <summary>The line being typed waits at the end while older ones are looked at.</summary>
    private void MoveInHistory(int step)
    {
        IReadOnlyList<string> lines = _shell.History.Lines;
        int target = _historyIndex + step;
        if (target < 0 || target > lines.Count || step == 0)
        {
            return;
        }

        if (_historyIndex == lines.Count)
        {
            _typed = _line.ToString();
        }

        _historyIndex = target;
        _line.Set(target == lines.Count ? _typed : lines[target]);
    }

    /// <summary>^R: the newest line that contains what is typed; again ^R the next older one.</summary>
    /// <returns>The key that ended the search.</returns>
    private Key Search()
    {
        IReadOnlyList<string> lines = _shell.History.Lines;
        string before = _line.ToString();
        string pattern = "";
        int index = lines.Count;
        while (true)
        {
            string found = index < lines.Count ? lines[index] : "";
            _display.Draw("(reverse-i-search)`" + pattern + "': ", found, Math.Max(found.IndexOf(pattern, StringComparison.Ordinal), 0));
            Key key = _keys.Read();
            switch (key.Kind)
            {
                case KeyKind.Text:
                    pattern += key.Text;
                    index = FindOlder(lines, pattern, Math.Min(index, lines.Count - 1), index);
                    continue;
                case KeyKind.Backspace:
                    pattern = pattern.Length > 0 ? pattern.Substring(0, pattern.Length - 1) : "";
                    index = FindOlder(lines, pattern, lines.Count - 1, lines.Count);
                    continue;
                case KeyKind.Control when key.Letter == 'R':
                    index = FindOlder(lines, pattern, index - 1, index);
                    continue;
                case KeyKind.Control when key.Letter is 'G' or 'C':
                    _line.Set(before);
                    return new Key(KeyKind.Unknown);
            }

            _line.Set(index < lines.Count ? found : before);
            if (key.Kind != KeyKind.Enter)
            {
                Handle(key);
            }

            return key;
        }
    }

    private static int FindOlder(IReadOnlyList<string> lines, string pattern, int from, int otherwise)
    {
        for (int i = from; i >= 0 && pattern.Length > 0; i--)
        {
            if (lines[i].Contains(pattern))
            {
                return i;
            }
        }

        return otherwise;
    }

    private void Draw() => _display.Draw(_prompt, _line.ToString(), _line.Cursor);
}
