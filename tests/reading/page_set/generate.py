# -*- coding: utf-8 -*-
"""python3 generate.py OUTDIR  -> OUTDIR/pages/*  OUTDIR/expected/*.json  OUTDIR/layouts.md
Standard library only, deterministic. All words invented; layouts after real government sites."""
import base64, html, json, os, quopri, re, sys
from reports import *
from writing import *

MENU = ['首页导航', '领导之窗', '走进临波', '政民互动', '办事服务大厅', '无障碍浏览', '长者模式', '网站支持IPv6', '繁體中文', '智能问答机器人', '机构职能目录', '营商环境专区', '数据发布台', '民意征集箱', '专题专栏']
FOOTW = ['扫一扫在手机打开当前页', '打印本页', '关闭窗口', '主办单位编辑部', '网站标识码', '公网安备', '网站地图', '我为政府网站找错']


def menu(kind='ul'):
    return menu_of(MENU, kind)


def foot():
    return ('<div class="foot"><p>扫一扫在手机打开当前页</p><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a>'
            '<p>主办单位编辑部 网站标识码：9904410027 公网安备99020202000123号 <a href="/map.html">网站地图</a> <a href="#">我为政府网站找错</a></p></div>')


def build():
    Rp = REPORTS
    # 01 ------------------------------------------------------------ JCMS plain
    r = Rp['liushupu']; bl = blocks(r)
    body = (crumb('首页', '政府信息公开', '政府信息公开年报', '乡镇') + '<h1 class="tit">%s</h1><div class="info">发布日期：2024-01-19 浏览次数：<span id="hits"></span> 字体：[ 大 中 小 ]</div>' % title_of(r)
            + '<div id="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart"/>' + '\n'.join(paras(bl, r, p=IND)) + '<meta name="ContentEnd"/><!--ZJEG_RSS.content.end--></div>' + foot())
    emit('01-jcms-plain.html', page(title_of(r), menu() + body, head='<meta name="ArticleTitle" content="%s"><meta name="PubDate" content="2024-01-19">' % title_of(r)),
         r, bl, MENU[5:7] + FOOTW[:2] + ['浏览次数'], 'plain page: one p a paragraph, tables tr/td', 'JCMS (#zoom, RSS comment marks), breadcrumb, date line, layouts 1/11/18/19/23/31')
    # 02 ------------------------------------------------------------ TRS, six parts, broken headers
    r = Rp['fengqiaoli']; bl = blocks(r, six='a')
    body = ('<div class="crumb">首页 &gt; 公开年报 &gt; 2022</div><div class="article"><div class="title">%s</div><div class="TRS_Editor"><style>.TRS_Editor P{line-height:2;font-family:仿宋;}</style><div class="Custom_UnionStyle">' % title_of(r)
            + '\n'.join(paras(bl, r, t=lambda n: table(tabs(r, n), c_broken))) + '</div></div></div>' + foot())
    emit('02-trs-sixparts-brokenheads.html', page(title_of(r), menu() + body), r, bl, ['智能问答机器人', '打印本页', 'line-height'],
         'preface lists the six parts; header and label cells broken by <br> inside words', 'TRS_Editor/Custom_UnionStyle; layouts 1/37; style block inside the body')
    # 03 ------------------------------------------------------------ VSB, span soup, six parts
    r = Rp['shiling']; bl = blocks(r, six='b')
    body = ('<form name="_newscontent_fromname"><h2 align="center">%s</h2><div>日期：2022年01月24日 作者：供稿科员汪某 点击：[<script>_showDynClicks("wbnews", 1599, 3307)</script>]</div><div id="vsb_content_2"><div class="v_news_content">' % title_of(r)
            + '\n'.join(paras(bl, r, p='<p style="text-indent:43px;line-height:37px">%s</p>', h1='<p style="text-indent:43px"><strong>%s</strong></p>', fmt=lambda s: soup(s, 5), t=lambda n: table(tabs(r, n), c_soup)))
            + '</div></div></form>' + foot())
    emit('03-vsb-spansoup-sixparts.html', page(title_of(r), menu() + body), r, bl, ['供稿科员', '_showDynClicks', '网站标识码'],
         'every run cut inside words and numbers, nested spans, in cells too', 'VSB (#vsb_content_2 .v_news_content); layouts 25/32')
    # 04 ------------------------------------------------------------ layout table worst, GBK, blank zeros
    r = Rp['baiyu']; bl = blocks(r, six='a')
    inner = '\n'.join(paras(bl, r, fmt=lambda s: soup(s, 9), t=lambda n: table(tabs(r, n), lambda t, k: c_broken_p('' if k == 'val' and t == '0' else t, k), tail=3)))
    body = (menu('table') + '<TABLE width=1000 align=center><TR><TD width=220 valign=top><TABLE><TR><TD>公开指南入口</TD></TR><TR><TD>公开目录树</TD></TR><TR><TD>依申请公开入口</TD></TR></TABLE></TD>'
            '<TD><TABLE width="100%%"><TR><TD align=center>%s</TD></TR><TR><TD>%s</TD></TR></TABLE></TD></TR></TABLE>' % (title_of(r, 'front'), inner))
    emit('04-layouttable-gbk-blank.html', page('澄州市宛陵县政府网', body, 'gbk', doctype='<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">'), r, bl, ['公开指南入口', '公开目录树', '依申请公开入口', '领导之窗'],
         'article in one cell of a layout table, nested tables with empty trailing columns, zeros blank, header cells broken into paragraphs; GBK; trial edition', 'worst case 41 + 25 + 34 + 37 of domain-2', enc='gbk',
         tables=tables_expected(r, blankzero=True))
    # 05 ------------------------------------------------------------ one div a paragraph, title in two lines
    r = Rp['tax']; bl = blocks(r)
    body = ('<div class="xl-main"><div class="c">%s</div><div class="c">%d年政府信息公开工作年度报告</div><div class="con">' % (r['unit'], r['year'])
            + '\n'.join(paras(bl, r, p='<div>&emsp;&emsp;%s</div>', h1='<div><b>&emsp;&emsp;%s</b></div>', h2='<div>&emsp;&emsp;%s</div>', sign='<div align="right">%s</div>',
                              t=lambda n: '<div class="tb">' + table(tabs(r, n), lambda t, k: '<div>%s</div>' % (esc(t) or '&nbsp;')) + '</div>')) + '</div></div>')
    emit('05-divparas-twoline.html', page('信息公开_国家税务总局澄州市税务局', menu() + body + foot()), r, bl, ['办事服务大厅', '关闭窗口'],
         'one div a paragraph, title in two centred lines, cell text in div', 'tax bureau site; layouts 12, div-only body')
    # 06 ------------------------------------------------------------ br paragraphs, title in head only
    r = Rp['yingzui']; bl = blocks(r)
    parts = paras(bl, r, p='\u3000\u3000%s<br>', h1='\u3000\u3000%s<br />', h2='\u3000\u3000%s<br>', sign='%s<br>')
    body = '<div class="content" id="Zoom">' + '\n'.join(parts) + '</div>'
    emit('06-br-title-in-head.html', page(title_of(r) + '_乡镇年报_柏原自治县人民政府网', menu() + crumb('首页', '乡镇年报') + body + foot()), r, bl, ['民意征集箱', '我为政府网站找错'],
         'text broken only by <br> inside one div; the title stands in <title> only, with the site name after it; all zero tables', 'layouts 10/24')
    # 07 ------------------------------------------------------------ ol numbering
    r = Rp['shijian']; bl = blocks(r, ordinals=False, h2style='%s情况')
    out, cur, ol2 = [], 0, False
    for b in bl:
        if b[0] == 'h1':
            if ol2:
                out.append('</ol>'); ol2 = False
            out.append('<ol start="%d" style="list-style-type:cjk-ideographic"><li><p><strong>%s</strong></p></li></ol>' % (b[1], b[2]))
        elif b[0] == 'h2':
            t = b[2].replace('（一）', '').replace('（二）', '')
            out.append('<ol class="lv2"><li>%s</li></ol>' % t)
        elif b[0] == 't':
            out.append(table(tabs(r, b[1])))
        else:
            out.append('<p>%s</p>' % esc(b[2]))
    body = '<div class="detail"><h3>%s</h3><div class="time">来源：本单位 2023-01-20</div><div class="article-con">%s</div></div>' % (title_of(r), '\n'.join(out))
    emit('07-ol-numbering.html', page(title_of(r), menu() + body + foot()), r, bl, ['营商环境专区', '公网安备'],
         'heading ordinals come from <ol start>, they are not in the text', 'layout 27 (Word lists pasted)')
    # 08 ------------------------------------------------------------ joined preface
    r = Rp['liushupu']; bl = blocks(r, six='a', pre='joined')
    body = '<div class="wzcon j-fontContent"><p align="center">%s</p>%s</div>' % (title_of(r), '\n'.join(paras(bl, r)))
    emit('08-joined-preface-sixparts.html', page('年报', menu() + body + foot()), r, bl, ['政民互动', '打印本页'],
         'preface (listing six parts) and 一、总体情况 stand in one block without break', 'Anhui system container; layout 7')
    # 09 ------------------------------------------------------------ 关于2019年度…的报告, trial, metadata
    r = Rp['linbo']; bl = blocks(r)
    body = (metatable(r, extra='（正文）').replace(title_of(r), title_of(r, 'about')) + '<div class="bt">%s</div><div class="nr">%s</div>' % (title_of(r, 'about'), '\n'.join(paras(bl, r))))
    emit('09-about-title-meta-trial.html', page(title_of(r, 'about'), crumb('公开', '年报') + body + foot()), r, bl, ['索引号', '主题分类', '是否有效'],
         'title …关于2019年度政府信息公开工作的报告; metadata table above; trial edition; 采购总金额 carries 元', 'layouts 14/16')
    # 10 ------------------------------------------------------------ 街道信息公开工作报告
    r = Rp['hetang']; bl = blocks(r, pre='before')
    body = '<div class="article"><h1>%s</h1><div class="content">%s</div></div>' % (title_of(r, 'street'), '\n'.join(paras(bl, r, p=IND)))
    emit('10-street-title.html', page(title_of(r, 'street'), menu() + body + foot()), r, bl, ['数据发布台', '网站地图'],
         'title names 荷塘里街道 only and has neither 政府 nor 年度; full name in preface and signature', 'layout 14')
    # 11 ------------------------------------------------------------ title without unit and year; list metadata
    r = Rp['sumu']; bl = blocks(r, six='b')
    ml = ''.join('<li><b>%s：</b>%s</li>' % kv for kv in [('索引号', '000199/2022-00007'), ('公开方式', '主动公开'), ('发布机构', r['unit']), ('生成日期', '2022-01-21'), ('有效性', '有效'), ('组配分类', '政府信息公开年报')])
    body = '<ul class="xxgk-head">%s</ul><h2>%s</h2><div class="txt">%s</div>' % (ml, title_of(r, 'plain'), '\n'.join(paras(bl, r)))
    emit('11-no-unit-no-year-title.html', page(title_of(r, 'plain'), menu() + body + foot()), r, bl, ['组配分类', '公开方式', '繁體中文'],
         'title has no unit and no year: both from preface, metadata list and signature', 'layouts 14/17')
    # 12 ------------------------------------------------------------ site menu, side list of years, links after, GBK
    r = Rp['gaoxin']; bl = blocks(r)
    side = '<div class="left"><ul>' + ''.join('<li><a href="#">%d年政府信息公开工作年度报告</a></li>' % y for y in (2024, 2022, 2021, 2020, 2019)) + '</ul></div>'
    rel = '<div class="rel"><h4>相关阅读推荐</h4><ul><li><a>望川市滨江新区管理委员会2022年政府信息公开工作年度报告</a></li><li><a>图解：六、其他需要报告的事项有哪些</a></li></ul><p>上一篇：望川市财政局2021年预算公开 下一篇：没有了</p></div>'
    body = menu() + crumb('首页', '信息公开', '年报') + side + '<div class="right"><h1>%s</h1><div id="ivs_content">%s</div></div>' % (title_of(r), '\n'.join(paras(bl, r))) + rel + foot()
    emit('12-menu-links-gbk.html', page(title_of(r), body, 'gb2312'), r, bl, MENU[:8] + ['相关阅读推荐', '滨江新区', '下一篇', '图解'],
         'whole menu before; side list with other years; after the article links with another unit, other year and a heading-like link; declared gb2312', 'layouts 18/21/22', enc='gbk')
    # 13 ------------------------------------------------------------ editor's block
    r = Rp['fengqiaoli']; bl = blocks(r, sign=False)
    body = ('<div class="hd">%s</div><div class="sub">撰写时间：2023-01-28 16:20 来源：枫桥里街道 撰稿人：褚怀瑾 编辑：贺兰溪</div><div class="bd">%s</div><div class="ed">（责任编辑：贺兰溪 审核：褚怀瑾 校对：陆子衿）</div><div class="att">附件下载：<a href="a.docx">年报电子版.docx</a></div>'
            % (title_of(r, 'front'), '\n'.join(paras(bl, r))))
    emit('13-editor-block.html', page(title_of(r, 'front'), menu() + body + foot()), r, bl, ['褚怀瑾', '贺兰溪', '陆子衿', '附件下载'],
         "editor's block with persons above and below", 'layouts 20/22')
    # 14 ------------------------------------------------------------ table 2 split
    r = Rp['shijian']; bl = blocks(r, six='c')
    def t14(n):
        return '\n<p>&nbsp;</p>\n'.join(table(x) for x in t2_rows(r)) if n == 2 else table(tabs(r, n))
    body = '<div class="view TRS_UEDITOR trs_paper_default">%s</div>' % '\n'.join(paras(bl, r, t=t14))
    emit('14-split-table2-sixparts-ordinals.html', page(title_of(r), menu() + '<h1>%s</h1>' % title_of(r) + body + foot()), r, bl, ['长者模式', '扫一扫在手机打开当前页'],
         'preface lists the parts WITH their ordinals (一、总体情况；二、…); table 2 as four tables', 'layout 33')
    # 15 ------------------------------------------------------------ Word saved as html, GBK
    r = Rp['liushupu']; bl = blocks(r)
    hd = '<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>办公室电脑三号</o:Author></o:DocumentProperties></xml><![endif]--><style><!--p.MsoNormal{margin:0cm;font-size:10.5pt;}--></style>'
    ms = lambda s: '<span lang=EN-US style=\'font-size:16.0pt\'>' .join([]) + re.sub(r'(\d+)', r"<span lang=EN-US>\1</span>", esc(s))
    body = '<div class=WordSection1><p class=MsoNormal align=center>%s<o:p></o:p></p>%s</div>' % (ms(title_of(r)), '\n'.join(
        paras(bl, r, fmt=ms, p="<p class=MsoNormal style='text-indent:32.0pt'><span style='font-size:16.0pt;\nfont-family:仿宋_GB2312'>%s<o:p></o:p></span></p>", h1='<p class=MsoNormal><b>%s</b></p>', t=lambda n: table(tabs(r, n), c_broken_p, ' class=MsoTableGrid border=1'))))
    emit('15-word-filtered-gbk.html', page('柳树铺镇', body, 'gb2312', hd, '', '\r\n'), r, bl, ['办公室电脑三号', 'MsoNormal'],
         'Word HTML: digits in own lang=EN-US spans, unquoted attributes, o:p, conditional comment, each cell p', 'Word "save as web page" put on the site', enc='gbk')
    # 16 ------------------------------------------------------------ minified
    r = Rp['tax']; bl = blocks(r, six='b')
    s = page(title_of(r), menu() + '<main><h1>%s</h1><article>%s</article></main>' % (title_of(r), ''.join(paras(bl, r, t=lambda n: table(tabs(r, n), nl='')))) + foot(), nl='')
    emit('16-minified.html', s.replace('\n', ''), r, bl, ['走进临波', '网站地图'], 'one line, no white space at all', 'modern minified page')
    # 17 ------------------------------------------------------------ script-heavy
    r = Rp['hetang']; bl = blocks(r)
    js = ('<script>var nav=["要闻速递","公告栏目"];var tpl="<p>一、总体情况</p><table><tr><td>规章</td><td>999</td></tr></table>";function share(){document.write("<div>分享到微博空间</div>");}</script>'
          '<script type="application/ld+json">{"@type":"NewsArticle","headline":"五、存在的主要问题及改进情况"}</script>'
          '<script type="text/template" id="tp"><div>二、主动公开政府信息情况 模板占位</div></script><noscript>请开启脚本后访问</noscript>')
    body = js + '<div class="wrap"><h1>%s</h1>%s<div class="neirong">%s</div>%s</div>' % (title_of(r), js.replace('id="tp"', ''), '\n'.join(paras(bl, r)), js)
    emit('17-script-heavy.html', page(title_of(r), menu() + body + foot(), head=js), r, bl, ['分享到微博空间', '要闻速递', '999', '模板占位', '请开启脚本后访问'],
         'scripts, templates and JSON-LD hold headings and a false table; body itself is in the markup', 'script-heavy portal')
    # 18 ------------------------------------------------------------ nested section boxes
    r = Rp['chengzhou']; bl = blocks(r)
    out, opened = [], False
    for b in bl:
        if b[0] == 'h1':
            if opened:
                out.append('</div></div></section>')
            out.append('<section class="nb-box"><div class="nb-in"><div class="nb-tit"><i class="ico"></i><span>%s</span></div><div class="nb-con">' % b[2]); opened = True
        elif b[0] == 'h2':
            out.append('<div class="nb-sub"><em>%s</em></div>' % b[2])
        elif b[0] == 't':
            out.append('<div class="scroll"><div class="inner">%s</div></div>' % table(tabs(r, b[1]), th=True))
        else:
            out.append('<div class="para"><div>%s</div></div>' % esc(b[2]))
    out.append('</div></div></section>')
    nav = '<div class="anchor"><a href="#a1">总体情况</a><a href="#a2">主动公开政府信息情况</a><a href="#a3">收到和处理政府信息公开申请情况</a><a href="#a6">回到顶部</a></div>'
    emit('18-section-boxes.html', page(title_of(r), menu() + nav + '<h1>%s</h1>' % title_of(r) + '<div class="nb">' + '\n'.join(out) + '</div>' + foot()), r, bl, ['回到顶部', '智能问答机器人'],
         'each section in nested boxes, an anchor bar with the heading names first; big distinct figures', "Zhejiang portal's year-report module")
    # 19 ------------------------------------------------------------ slash zeros
    r = Rp['baiyu']; bl = blocks(r)
    emit('19-slash-zeros.html', page(title_of(r), menu() + '<h1>%s</h1><div id="UCAP-CONTENT">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, t=lambda n: table(tabs(r, n), c_slash)))) + foot()), r, bl, ['专题专栏', '打印本页'],
         'zeros printed as /; 本年增/减 label itself has a slash; expected "" for /', 'layout 38 (/), UCAP container', tables=tables_expected(r, slash=True))
    # 20 ------------------------------------------------------------ blank zeros, ministry style
    r = Rp['tax']; bl = blocks(r)
    emit('20-blank-zeros.html', page(title_of(r), '<div class="pages_content">%s</div>' % ('<h1>%s</h1>' % title_of(r) + '\n'.join(paras(bl, r, t=lambda n: table(tabs(r, n), c_trueblank)))) + foot()), r, bl, ['扫一扫在手机打开当前页'],
         'all zeros left blank (truly empty td)', 'ministry practice', tables=tables_expected(r, blankzero=True))
    # 21 ------------------------------------------------------------ txt from browser, tabs
    r = Rp['fengqiaoli']; bl = blocks(r, six='a')
    L = ['首页  >  信息公开  >  年报', '', title_of(r), '发布时间：2023-01-28  来源：枫桥里街道  浏览：1208次', '']
    for b in bl:
        if b[0] == 't':
            L += ['\t'.join(c[0] for c in row) for row in tabs(r, b[1])] + ['']
        else:
            L += [b[2], '']
    L += ['打印本页  关闭窗口']
    emit('21-browser-copy-tabs.txt', '\n'.join(L) + '\n', r, bl, ['浏览：1208次', '关闭窗口'], 'text copied from a browser: a table row is a line with tabs, merged cells appear once', 'Ctrl+A copy of a page')
    # 22 ------------------------------------------------------------ txt wrapped with blanks
    r = Rp['yingzui']; bl = blocks(r)
    L = ['　　柏原自治县鹰嘴岩乡人民政府 2024 年政府信息', '公开工作年度报告', '']
    g = LCG(44)
    for b in bl:
        if b[0] == 't':
            for row in tabs(r, b[1]):
                L.append('  '.join(c[0] for c in row))
            L.append('')
        else:
            s = '　　' + re.sub(r'(\d+)', r' \1 ', b[2])
            ls = []
            for x in wrap_text(s, 22):
                if g.n(3) == 0 and len(x) > 12:
                    x = x[:9] + ' ' + x[9:]
                ls.append(x.rstrip())
            L += ls
    emit('22-wrapped-22-chars.txt', '\n'.join(L) + '\n', r, bl, [], 'lines broken every 22 characters, blanks inside words and round numbers; all zero', 'layout 44, document site export')
    # 23 ------------------------------------------------------------ txt Word paste like the seed
    r = Rp['linbo']; bl = blocks(r)
    L = [title_of(r), '']
    for b in bl:
        if b[0] == 't':
            for row in tabs(r, b[1]):
                for c in row:
                    parts = re.split(r'<br/?>', BREAKS.get(c[0], c[0]))
                    L.append('\t' + parts[0])
                    for p in parts[1:]:
                        L += ['', p]
                L.append('')
        else:
            L += [b[2] + ('\u00a0' if b[0] == 'h1' and b[1] == 5 else ''), '']
    emit('23-word-paste-tabs.txt', '\r\n'.join(L) + '\r\n', r, bl, [], 'TAB before each cell, blank line ends a row, cell continues after a blank line without TAB; NBSP after a heading; CRLF; trial edition', 'domain.md 8.3')
    # 24 ------------------------------------------------------------ txt each cell a line, GBK
    r = Rp['sumu']; bl = blocks(r)
    L = [title_of(r, 'front'), '字号：大 中 小', '']
    for b in bl:
        if b[0] == 't':
            for row in tabs(r, b[1]):
                for c in row:
                    L += [c[0], '']
        else:
            L += [b[2], '']
    emit('24-cell-per-line-gbk.txt', '\n'.join(L) + '\n', r, bl, ['字号：大'], 'each cell a line of its own with blank lines between, no tabs; GBK', 'layout 32 as copied text', enc='gbk')
    # 25 ------------------------------------------------------------ mht utf-8 qp
    r = Rp['gaoxin']; bl = blocks(r, six='a')
    h = page(title_of(r), menu() + '<div class="main"><h1>%s</h1><div class="article-content">%s</div></div>' % (title_of(r), '\n'.join(paras(bl, r, fmt=lambda s: soup(s, 2)))) + foot())
    emit('25-saved-qp.mht', mht([('text/html', 'quoted-printable', 'https://www.example.gov.invalid/art/1.html', h.encode()), ('text/css', 'quoted-printable', 'cid:css-1@mhtml.blink', '@charset "utf-8"; .a::after{content:"样式表文字"}'.encode()),
                                 ('image/gif', 'base64', 'https://www.example.gov.invalid/x.gif', base64.b64decode('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=='))], title_of(r), '----MultipartBoundary--aB9x----'), r, bl, ['样式表文字', '领导之窗'],
         'single-file page of Chrome, quoted-printable, no charset in the part header; span soup; six parts', 'saved web page .mht')
    # 26 ------------------------------------------------------------ mht GBK base64
    r = Rp['shiling']; bl = blocks(r)
    h = page(title_of(r, 'yearly'), menu('table') + '<center><font size=5>%s</font></center>' % title_of(r, 'yearly') + '\n'.join(paras(bl, r)), 'gb2312').encode('gbk')
    emit('26-saved-gbk-b64.mht', mht([('text/html;\r\n\tcharset="gb2312"', 'base64', 'http://www.shiling.invalid/n.htm', h)], '石岭县教育局', '----=_NextPart_000_0000_01DA.7F'), r, bl, ['领导之窗', '政民互动'],
         'IE style mht: base64, gb2312; title 2021年度政府信息公开年度报告', 'saved web page .mht of an old browser')
    # 27 ------------------------------------------------------------ FONT CENTER upper-case GBK, preface under 一
    r = Rp['baiyu']; bl = blocks(r, pre='under')
    up = lambda x: re.sub(r'</?[a-z]+', lambda m: m.group().upper(), x)
    body = menu('table') + '<CENTER><FONT face=方正小标宋 size=6>%s</FONT></CENTER><HR>' % title_of(r) + '\n'.join(
        paras(bl, r, p='<P><FONT size=4>　　%s</FONT>', h1='<P><FONT size=4><B>　　%s</B></FONT>', h2='<P><FONT size=4>　　%s</FONT>', sign='<P align=right><FONT size=4>%s</FONT>', t=lambda n: table(tabs(r, n), up=True, close=False, attr=' border=1')))
    emit('27-font-center-gbk.htm', page('宛陵县', body, 'gb2312', doctype=''), r, bl, ['走进临波', '首页导航'], 'upper-case FONT/CENTER, p/td/tr never closed, preface under heading 一; trial', 'layouts 2/42', enc='gbk')
    # 28 ------------------------------------------------------------ run-in headings
    r = Rp['shijian']; bl = blocks(r, runin=True, h2style='（%s）%s情况')
    body = '<div class="news_content">%s</div>' % '\n'.join(paras(bl, r, p=IND, h1='<p><span>%s</span></p>'))
    emit('28-runin-headings.html', page(title_of(r), menu() + '<h1>%s</h1>' % title_of(r) + body + foot()), r, bl, ['机构职能目录', '关闭窗口'], 'aspect headings run into their paragraph; 存在的主要问题：… run in too', 'layout 26')
    # 29 ------------------------------------------------------------ title twice, one-cell table
    r = Rp['gaoxin']; bl = blocks(r)
    body = metatable(r) + '<table align="center"><tr><td><strong>%s</strong></td></tr></table><p align="center">%s</p>' % (title_of(r), title_of(r)) + '\n'.join(paras(bl, r)) + '<p class="x">相关解读：<a>文字解读：读懂管委会年报</a></p>'
    emit('29-title-twice.html', page(title_of(r), menu() + '<div class="gknb">' + body + '</div>' + foot()), r, bl, ['相关解读', '读懂管委会年报', '是否有效'], 'title in a one-cell table and again as a line; metadata table is no report table', 'layouts 13/16')
    # 30 ------------------------------------------------------------ captions, lead sentence, prose before table
    r = Rp['chengzhou']; bl = blocks(r, t3prose=True, lead='该部分以表格形式报告。表格如下：', six='a')
    ps = paras(bl, r)
    ps.insert(4, '<p align="center"><img src="a.png" alt=""></p><p align="center">图1 各类信息公开占比</p>')
    emit('30-charts-lead-prose.html', page(title_of(r), menu() + '<h1>%s</h1><div class="article">%s</div>' % (title_of(r), '\n'.join(ps)) + foot()), r, bl, ['无障碍浏览'], 'picture with caption in 一, a lead sentence before tables 2 and 3, prose before table 3', 'layouts 39/40')
    # 31 ------------------------------------------------------------ one paragraph, no preface
    r = Rp['hetang']; bl = blocks(r, pre='none', oneis=True)
    body = '<h1>%s</h1><div class="con_text"><div><div>%s</div></div></div>' % (title_of(r), '\n'.join(paras(bl, r)))
    emit('31-oneis-nopreface.html', page(title_of(r), menu() + body + foot()), r, bl, ['民意征集箱'], 'no preface; all of section 一 in one paragraph 一是…五是…', 'layouts 4/28')
    # 32 ------------------------------------------------------------ bar text with explicit blanks
    r = Rp['liushupu']; bl = blocks(r)
    L = [title_of(r), '']
    for b in bl:
        if b[0] == 't':
            for row in tabs(r, b[1]):
                s = '| '
                for c in row:
                    s += ('' if c[3] == 'val' and c[0] == '0' else c[0]) + ' ' + '|' * c[1] + ' '
                L.append(s.rstrip())
            L.append('')
        else:
            L += [b[2], '']
    emit('32-bars-blanks.txt', '\n'.join(L) + '\n', r, bl, [], 'rows as | a | b |; colspans leave |||; zeros are explicit blanks', "domain-2 §8 text form of pages", tables=tables_expected(r, blankzero=True))
    # 33 ------------------------------------------------------------ sloppy mobile page
    r = Rp['fengqiaoli']; bl = blocks(r, six='c')
    body = '<div class="top-bar">返回 分享 收藏按钮</div><article><h2>%s</h2><time>2023-01-28</time>' % title_of(r) + '\n'.join(
        paras(bl, r, p='<p>%s', h1='<h3>%s</h3>', h2='<h4>%s</h4>', sign='<p>%s', t=lambda n: '<div style="overflow-x:auto">' + table(tabs(r, n), close=False) + '</div>')) + '</article><div class="btm">客户端下载提示</div>'
    emit('33-mobile-unclosed.html', page(title_of(r), body), r, bl, ['收藏按钮', '客户端下载提示'], 'p, td, tr never closed; h3/h4 headings; parts listed with ordinals in preface', 'wap page')
    # 34 ------------------------------------------------------------ header without rowspan
    r = Rp['chengzhou']; bl = blocks(r, names=['主动公开方面', '依申请公开方面', '政府信息管理方面', '政府信息公开平台建设方面', '监督保障方面'])
    emit('34-flat-header.html', page(title_of(r), menu() + '<h1>%s</h1><div class="zw">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, t=lambda n: table(tabs(r, n, **({'flat_head': True} if n == 3 else {})), th=True)))) + foot()), r, bl, ['领导之窗'],
         'table 3 header without rowspans (empty cells under 自然人 and 总计)', 'Hangzhou-style page')
    # 35 ------------------------------------------------------------ colgroups and inflated colspans
    r = Rp['shiling']; bl = blocks(r)
    def t35(n):
        rows = [[(t, c * 3, rs, k) for t, c, rs, k in row] for row in tabs(r, n)]
        return '<table border="1"><colgroup>' + '<col width="20">' * 45 + '</colgroup>' + table(rows, lambda t, k: '<p><span>%s</span></p>' % esc(t), '')[7:]
    emit('35-inflated-colspans.html', page(title_of(r), menu() + '<h1>%s</h1><div class="main-txt">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, t=t35)).replace('</colgroup><tbody>', '</colgroup><tbody>')) + foot()), r, bl, ['专题专栏'],
         'every colspan tripled, colgroup of 45: column numbers mean nothing', 'Excel pasted table')
    # 36 ------------------------------------------------------------ only 总计
    r = Rp['linbo']; bl = blocks(r, six='a')
    def t36(n):
        rows = tabs(r, n)
        if n == 3:
            rows = [[(t if k != 'val' or i == len(row) - 1 else '', c, rs, k) for i, (t, c, rs, k) in enumerate(row)] for row in rows]
        return table(rows, c_p)
    emit('36-only-totals.html', page(title_of(r), menu() + '<h1>%s</h1><div class="nr">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, t=t36))) + foot()), r, bl, ['政民互动'], 'only the 总计 column of table 3 is filled', 'layout 38', tables=tables_expected(r, only_total=True))
    # 37 ------------------------------------------------------------ tables are pictures
    r = Rp['sumu']; bl = blocks(r)
    emit('37-tables-as-pictures.html', page(title_of(r), menu() + '<h1>%s</h1><div class="nr">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, t=lambda n: '<p><img src="t%d.png" alt=""></p>' % n))) + foot()), r, bl, ['政民互动'],
         'tables are pictures: the sections must be read, the tables must be told as not found, never as zero', 'layout 35', tables={}, tables_missing=['2', '3', '4'])
    # 38 ------------------------------------------------------------ obsolete head + header names, spaced item labels, label variants
    r = Rp['tax']; bl = blocks(r, pre='under', head1='一、工作总体情况')
    var = {'第二十条第（一）项': '第二十条 第（一）项', '现行有效件数': '现行有效件', '（七）总计': '(七)总计', '3.危及“三安全一稳定”': '3．危及"三安全一稳定"', OTH[0]: OTH[0].replace('、行政', '，行政'), OTH[1]: OTH[1].replace('2.', '2、').replace('、行政', '，行政')}
    emit('38-label-variants.html', page(title_of(r), menu() + '<h1>%s</h1><div class="nr">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, t=lambda n: table(tabs(r, n), lambda t, k: esc(var.get(t, t)))))) + foot()), r, bl, ['营商环境专区'],
         'labels with spaces, straight quotes, half-width brackets, 现行有效件; heading 一、工作总体情况; keys of the expectation stay official', 'domain-2 §1.3')
    # 39 ------------------------------------------------------------ dl/dd + list paragraphs, title gov
    r = Rp['yingzui']; bl = blocks(r, six='b')
    out = []
    for b in bl:
        out.append({'h1': '<dt>%s</dt>', 'h2': '<dd class="s">%s</dd>'}.get(b[0], '<dd>%s</dd>') % (table(tabs(r, b[1])) if b[0] == 't' else esc(b[2])))
    emit('39-dl-list.html', page(title_of(r, 'gov'), menu() + '<h1>%s</h1><dl>%s</dl>' % (title_of(r, 'gov'), '\n'.join(out)) + foot()), r, bl, ['长者模式'], 'paragraphs as dt/dd; title 政务信息公开工作报告; all zero', 'older CMS, layout 14')
    # 40 ------------------------------------------------------------ tabs with 图解 first
    r = Rp['shiling']; bl = blocks(r, six='a')
    tj = '<div class="tab-box"><div class="tab on">原文</div><div class="tab">一图读懂</div></div><div class="tab-pane" style="display:none"><p>图解数字：公开总量8888条</p></div>'
    emit('40-tabs-hidden.html', page(title_of(r), menu() + '<h1>%s</h1>' % title_of(r) + tj + '<div class="tab-pane">%s</div>' % '\n'.join(paras(bl, r, p='<p><span><span>%s</span></span></p>')) + '<div class="comment"><h4>网友留言区</h4><p>写得很清楚</p></div>' + foot()), r, bl, ['8888', '网友留言区', '写得很清楚', '一图读懂'],
         'hidden pane with other figures first, comments after', 'portal with tabs')

    # 41 ------------------------------------------------------------ other sub-headings
    r = Rp['shijian']; bl = blocks(r, pre='before')
    names = iter(['第一，主动公开', '第二，依申请公开', '第三，政府信息管理', '第四，政府信息公开平台建设', '第五，监督保障'])
    bl = [(b[0], b[1], next(names)) if b[0] == 'h2' and b[1] == 1 else b for b in bl]
    i = next(i for i, b in enumerate(bl) if b[0] == 'h2')
    bl[i:i] = [('h2', 1, '组织领导'), ('p', 1, '市局党组书记任组长，成员单位由14个增加到19个，年初印发任务清单33项。')]
    i = next(i for i, b in enumerate(bl) if b[0] == 'h1' and b[1] == 2)
    bl[i:i] = [('h2', 1, '教育培训'), ('p', 1, '依托“周五讲堂”办班6次，轮训执法人员271人次。')]
    emit('41-extra-subheads.html', page(title_of(r), menu() + '<h1>%s</h1><div class="art">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, h2='<p style="text-indent:2em"><b>%s</b></p>'))) + foot()), r, bl, ['数据发布台'],
         'seven sub-headings under 一, some 第一，…, first and last unnumbered', 'northern banner sites, Beijing district pages')
    # 42 ------------------------------------------------------------ spacer layout table, all of preface + heading + text in one block
    r = Rp['chengzhou']; bl = blocks(r, six='a', pre='joined', oneis=True)
    pf = bl[0]; first = bl[1]
    rest = paras(bl[2:], r, p='　　%s<br>', h1='　　%s<br>', sign='<div align="right">%s</div>', t=lambda n: table(tabs(r, n), lambda t, k: '<div align="center">%s</div>' % esc(t)))
    spacer = '<tr><td colspan="5" height="8"></td></tr><tr>' + '<td></td>' * 5 + '</tr>'
    body = ('<table width="980" align="center"><tr><td colspan="5">当前位置： <a>首页</a> &gt; <a>澄州市人民政府</a> &gt; <a>公开专栏目录</a></td></tr>' + spacer +
            '<tr><td></td><td colspan="3" align="center"><b>%s</b></td><td></td></tr>' % title_of(r, 'yearly').replace('年度政府', '年政府') + spacer +
            '<tr><td></td><td colspan="3">　　%s　　%s　　%s<br>%s</td><td></td></tr></table>' % (pf[2], pf[3], first[2], '\n'.join(rest)))
    emit('42-spacer-table-all-joined.html', page('公开年报', body + foot()), r, bl, ['公开专栏目录', '打印本页'],
         'layout table with empty spacer rows; preface (six parts), 一、总体情况 and its text in ONE block separated by blanks only; rest by <br>; title …政府信息公开年度报告', 'layouts 7/24/41, seen on a city district site and in a county town')
    # 43 ------------------------------------------------------------ UTF-16 text
    r = Rp['hetang']; bl = blocks(r, six='b')
    L = [title_of(r), '']
    for b in bl:
        L += (['\t'.join(c[0] for c in row) for row in tabs(r, b[1])] + ['']) if b[0] == 't' else [b[2]]
    emit('43-notepad-unicode.txt', b'\xff\xfe' + '\r\n'.join(L).encode('utf-16-le'), r, bl, [], 'UTF-16LE with BOM as the old Notepad saves "Unicode"; tab rows; six parts', 'text copy')
    # 44 ------------------------------------------------------------ pre, GBK
    r = Rp['linbo']; bl = blocks(r)
    L = []
    for b in bl:
        if b[0] == 't':
            L += [' \t '.join(esc(c[0]) for c in row) for row in tabs(r, b[1])]
        else:
            L += ['　　' + esc(x) if i == 0 else esc(x) for i, x in enumerate(wrap_text(b[2], 38))]
    emit('44-pre-gbk.html', page(title_of(r), menu('table') + '<h2>%s</h2><pre>%s</pre>' % (title_of(r), '\n'.join(L)) + foot(), 'gbk'), r, bl, ['领导之窗', '我为政府网站找错'],
         'whole report in <pre>: wrapped at 38 characters, table rows with tabs; trial; GBK', 'old CMS', enc='gbk')
    # 45 ------------------------------------------------------------ numeric entities
    r = Rp['sumu']; bl = blocks(r)
    ent = lambda s: ''.join('&#x%X;' % ord(c) if ord(c) > 127 and i % 2 else '&#%d;' % ord(c) if ord(c) > 127 else c for i, c in enumerate(s))
    body = '<h1>%s</h1><div class="content">%s</div>' % (ent(title_of(r)), '\n'.join(paras(bl, r, fmt=ent, t=lambda n: table(tabs(r, n), lambda t, k: ent(t)))))
    emit('45-numeric-entities.html', page(ent(title_of(r)), menu() + body + foot()), r, bl, ['营商环境专区'], 'every character as numeric entity, hex and decimal in turn', 'page exported through an XML tool')
    # 46 ------------------------------------------------------------ three-line title, figures in full width and with blanks
    r = Rp['baiyu']; bl = blocks(r, six='b')
    fw = lambda t, k: esc(t).translate({ord(a): chr(ord(a) + 0xFEE0) for a in '0123456789'}) if k == 'val' and '元' not in t else (' %s&nbsp;' % esc(t) if k == 'val' else esc(t))
    body = '<p align="center">2020年政府信息公开工作年度报告</p><p align="center">%s</p><p align="center">2020年政府信息公开工作年度报告</p>' % r['unit'] + '\n'.join(paras(bl, r, t=lambda n: table(tabs(r, n), fw)))
    emit('46-fullwidth-figures.html', page('白榆渡镇年报', menu() + '<div id="content">' + body + '</div>' + foot()), r, bl, ['民意征集箱'],
         'title – unit – title in three lines; cells in full-width digits (－2 may stay half-width minus); trial; expectation in half width', 'county education/town pages')

    # 47 ------------------------------------------------------------ table of contents first, bulletin head, short name in title
    r = Rp['linbo']; bl = blocks(r)
    toc = '<p>目录</p>' + ''.join('<p><a href="#s%d">%s</a></p>' % (i, H[i]) for i in range(1, 7)) + '<p>&nbsp;</p>'
    head = '<table class="gb"><tr><td>公报标题</td><td>卫健局2019年政府信息公开工作年度报告</td></tr><tr><td>总号</td><td></td><td>期号</td><td></td></tr><tr><td>公报年份</td><td>2019</td></tr></table>'
    emit('47-toc-first.html', page('卫健局2019年政府信息公开工作年度报告', menu() + head + '<p>卫综〔2020〕1号</p><div class="con">%s%s</div>' % (toc, '\n'.join(paras(bl, r))) + foot()), r, bl, ['公报标题', '期号', '公报年份'],
         'a table of contents with all six headings, one a line, before the report; title names the unit only as 卫健局, full name in preface and signature; 文号 line', 'city bureau site with bulletin head')
    # 48 ------------------------------------------------------------ alias headings
    r = Rp['gaoxin']; bl = blocks(r, six='a')
    al = {2: '二、行政机关主动公开政府信息情况', 3: '三、行政机关收到和处理政府信息公开申请情况', 4: '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况', 5: '五、政府信息公开工作存在的主要问题及改进情况'}
    bl = [(b[0], b[1], al.get(b[1], b[2])) if b[0] == 'h1' else b for b in bl]
    emit('48-alias-headings.html', page(title_of(r), menu() + '<div>登录/注册 用户中心面板</div><h1>%s</h1><div>发布时间：2024-01-19 信息来源：%s 分享到：</div><div class="pages">%s</div>' % (title_of(r), r['unit'], '\n'.join(paras(bl, r, p=IND)))+ foot()), r, bl, ['用户中心面板', '分享到'],
         'long headings 二–五 (行政机关…, 因…被申请…, 政府信息公开工作存在的…), preface has the short ones', 'Shandong/Shanghai style')
    # 49 ------------------------------------------------------------ sheet-like print: row labels in own rows, trailing nbsp, comments
    r = Rp['baiyu']; bl = blocks(r)
    emit('49-comments-nbsp.html', page(title_of(r), menu() + '<h1>%s</h1><!-- 一、总体情况 旧稿：公开信息9999条 --><div class="c">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, p='<p>&nbsp;&nbsp;&nbsp;&nbsp;%s&nbsp;</p>', h1='<p>&nbsp;<b>%s</b>&nbsp;</p><p>&nbsp;</p>', t=lambda n: table(tabs(r, n), lambda t, k: '&nbsp;%s&nbsp;' % esc(t))))) + foot()), r, bl, ['9999', '旧稿'],
         'nbsp around everything, empty paragraphs, an old draft in an HTML comment; trial', 'hand-made page')

    # 50 ------------------------------------------------------------ saved by a browser: bytes utf-8, meta still gb2312
    r = Rp['fengqiaoli']; bl = blocks(r)
    h = page(title_of(r, 'yearly'), menu() + '<h1>%s</h1><div class="nr">%s</div>' % (title_of(r, 'yearly'), '\n'.join(paras(bl, r, p=IND))) + foot(), 'gb2312')
    emit('50-utf8-bytes-meta-gb2312.html', '\ufeff' + h.replace('<html>', '<!-- saved from url=(0041)http://www.qiyun.gov.invalid/art/2023/1/28/ -->\n<html>', 1), r, bl, ['政民互动', 'saved from'],
         'browser "save as, complete": bytes are UTF-8 with BOM, the meta still says gb2312; title 2022年度政府信息公开年度报告', 'saved page')
    # 51 ------------------------------------------------------------ GBK without any charset
    r = Rp['hetang']; bl = blocks(r, six='c')
    h = '<html><head><title>%s</title></head><body>%s<div>%s</div>%s</body></html>' % (title_of(r, 'front'), menu('table'), '\n'.join(paras(bl, r, p='<p>%s</p>')), foot())
    emit('51-gbk-no-charset.html', h, r, bl, ['数据发布台', '公网安备'], 'GBK bytes, no charset anywhere; title only in head (年 before unit); parts listed with ordinals', 'old page saved without headers', enc='gbk')
    # refused
    emit('90-script-drawn.html', '<!DOCTYPE html><html><head><meta charset="utf-8"><title>石岭县教育局2021年政府信息公开工作年度报告</title></head><body><div id="app"></div><script src="/static/js/chunk-vendors.8a1f.js"></script><script>window.__API__="/api/article?id=55120";</script></body></html>',
         refused=True, reason='script-drawn body', notes='only the <title> speaks of a report: no section, no table', imitates='single-page application saved with Ctrl+S')
    li = ''.join('<li><a href="/n/%d.html">%s%d年政府信息公开工作年度报告</a><span>%d-01-%02d</span></li>' % (y * 3, u, y, y + 1, 10 + y % 9) for u in ('沅清县柳树铺镇人民政府', '沅清县麻园镇人民政府', '沅清县人民政府办公室') for y in range(2024, 2018, -1))
    emit('91-index-list.html', page('政府信息公开年报', menu() + crumb('首页', '政府信息公开年报') + '<ul class="list">' + li + '</ul><div class="page">共3页 下一页 尾页</div>' + foot()), refused=True, reason='an index list of reports', notes='18 titles of three units and six years, no report', imitates='column page of 年报')
    emit('92-login-error.html', page('政府信息公开年报', menu() + '<div class="err"><h2>访问受限</h2><p>您访问的页面“柳树铺镇2023年政府信息公开工作年度报告”需要登录政务外网后查看。</p><form><input name="u"><input type="password" name="p"><button>登录</button></form><p>错误代码 403，请求编号 7f3a-11。</p></div>' + foot()), refused=True, reason='login/error page', notes='names a report, holds none', imitates='gateway login page')


    u = '沅清县柳树铺镇人民政府'
    emit('94-interpretation.html', page('《%s2023年政府信息公开工作年度报告》解读' % u, menu() + '<h1>《%s2023年政府信息公开工作年度报告》文字解读</h1><div class="c"><p>一、编制背景</p><p>编制年度报告是法定义务，也便于群众监督。</p><p>二、编制依据</p><p>《中华人民共和国政府信息公开条例》（国务院令第711号）。</p><p>三、主要内容</p><p>报告全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六项内容。</p><p>四、统计期限</p><p>2023年1月1日至2023年12月31日。</p></div>' % u + foot()), refused=True, reason='an interpretation of a report, not the report', notes='names unit, year, all six parts in a sentence; own headings; no section and no table of the form', imitates='文字解读 page of a township')
    emit('93-attachment-only.html', page('澄州市荷塘里街道办事处2023年政府信息公开工作年度报告', menu() + '<h1>澄州市荷塘里街道办事处2023年政府信息公开工作年度报告</h1><div class="content"><p>现将年度报告予以公布，详见附件。</p><p>附件：<a href="f.doc">年度报告.doc</a></p></div>' + foot()), refused=True, reason='only an attachment', notes='title and one sentence; the report is in a .doc that is not here', imitates='layout 43')


if __name__ == '__main__':
    write(build, sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
