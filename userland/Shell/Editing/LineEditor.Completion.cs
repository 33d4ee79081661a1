// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;

namespace Skift.Sh.Editing;

/// <summary>Tab: completes as far as it is certain; a second Tab shows the choices.</summary>
internal sealed partial class LineEditor
{
    private const int MaxChoices = 200;

    private void Complete(bool showsChoices)
    {
        Completion completion = new(_shell);
        List<string> choices = completion.Find(_line.ToString().Substring(0, _line.Cursor));
        if (choices.Count == 0)
        {
            _display.Send("\a");
            return;
        }

        string common = CommonPrefix(choices);
        if (common.Length > completion.Typed.Length)
        {
            bool isOnly = choices.Count == 1;
            string end = isOnly && !common.EndsWith('/') ? completion.Closing : "";
            _line.Replace(completion.Start, completion.Quote(common) + end);
        }
        else if (choices.Count == 1 && !common.EndsWith('/'))
        {
            _line.Insert(completion.Closing);
        }
        else if (showsChoices)
        {
            ShowChoices(choices);
        }
        else
        {
            _display.Send("\a");
        }
    }

    /// <summary>In columns, as <c>ls</c> does: down first.</summary>
    private void ShowChoices(List<string> choices)
    {
        _display.End();
        int width = 0;
        int count = Math.Min(choices.Count, MaxChoices);
        List<string> names = new();
        for (int i = 0; i < count; i++)
        {
            string name = choices[i].TrimEnd('/');
            names.Add(choices[i].Substring(name.LastIndexOf('/') + 1));
            width = Math.Max(width, CharacterWidth.Of(names[i]) + 2);
        }

        int columns = Math.Max(1, _display.Width / width);
        int rows = (count + columns - 1) / columns;
        StringBuilder text = new();
        for (int row = 0; row < rows; row++)
        {
            for (int i = row; i < count; i += rows)
            {
                text.Append(names[i]);
                if (i + rows < count)
                {
                    text.Append(' ', width - CharacterWidth.Of(names[i]));
                }
            }

            text.Append("\n");
        }

        if (choices.Count > count)
        {
            text.Append("… ").Append(choices.Count - count).Append(" more\n");
        }

        _display.Send(text.ToString());
    }

    private static string CommonPrefix(List<string> choices)
    {
        string prefix = choices[0];
        for (int i = 1; i < choices.Count; i++)
        {
            int length = 0;
            while (length < prefix.Length && length < choices[i].Length && prefix[length] == choices[i][length])
            {
                length++;
            }

            prefix = prefix.Substring(0, length);
        }

        return prefix;
    }
}
