using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Editing;

/// <summary>Finds what goes with a table that is removed: its lines, the comments right above its header, and one of the gaps around it.</summary>
internal static class SectionRemoval
{
    internal static void Remove(TomlDocument document, TomlSection section, TextEdits edits)
    {
        var source = document.Source;
        var next = section.Index + 1 < document.Sections.Count ? source.LineStart(document.Sections[section.Index + 1].Header.Start) : (int?)null;
        var start = StartWithComments(source, section);
        var end = EndWithComments(source, section, next);
        var gapEnd = SkipBlankLines(source, end);
        var gapStart = SkipBlankLinesBack(source, start, section.PreviousEnd);
        if (gapEnd == source.Text.Length)
            edits.Delete(gapStart, gapEnd);
        else if (gapStart < start || start == 0)
            edits.Delete(start, gapEnd);
        else
            edits.Delete(start, end);
    }

    private static int StartWithComments(TomlSource source, TomlSection section)
    {
        var start = source.LineStart(section.Header.Start);
        while (start > section.PreviousEnd && source.LineStart(start - 1) is var line && line >= section.PreviousEnd && source.IsComment(line, start))
            start = line;
        return start;
    }

    // Comments right below the last key belong to the table (a key out of use), unless they stand above the next header or end the file.
    private static int EndWithComments(TomlSource source, TomlSection section, int? next)
    {
        var end = source.LineEnd(section.End);
        var commentsEnd = end;
        while (commentsEnd < source.Text.Length && source.LineEnd(commentsEnd) is var lineEnd && source.IsComment(commentsEnd, lineEnd))
            commentsEnd = lineEnd;
        return next is null || commentsEnd >= next ? end : commentsEnd;
    }

    private static int SkipBlankLines(TomlSource source, int start)
    {
        while (start < source.Text.Length && source.LineEnd(start) is var end && source.IsBlank(start, end))
            start = end;
        return start;
    }

    private static int SkipBlankLinesBack(TomlSource source, int start, int bound)
    {
        while (start > bound && source.LineStart(start - 1) is var line && line >= bound && source.IsBlank(line, start))
            start = line;
        return start;
    }
}
