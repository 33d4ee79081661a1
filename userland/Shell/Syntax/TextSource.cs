// SPDX-License-Identifier: MIT
namespace Skift.Sh.Syntax;

/// <summary>Where commands come from: a string, a file, a person at a terminal.</summary>
internal abstract class TextSource
{
    /// <param name="isContinuation">A command has begun and is not complete: the prompt is PS2.</param>
    /// <returns>The next piece of text, usually a line with its newline; null at the end.</returns>
    public abstract string? Read(bool isContinuation);
}

internal sealed class StringSource : TextSource
{
    private string? _text;

    public StringSource(string text) => _text = text;

    public override string? Read(bool isContinuation)
    {
        string? text = _text;
        _text = null;
        return text;
    }
}
